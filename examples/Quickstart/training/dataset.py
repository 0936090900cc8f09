"""Fashion-MNIST's training images: reading, splitting, augmenting. The test images are never opened here."""

import gzip
from pathlib import Path

import numpy
import torch
import torch.nn.functional as functional

# Mean and standard deviation of a pixel in 0..1 over the 60,000 training images. The C# side has the same two numbers.
MEAN = 0.2860
DEVIATION = 0.3530


def read_idx(path):
    """The array of unsigned bytes in an IDX .gz file."""
    with gzip.open(path, "rb") as file:
        content = file.read()
    if content[:3] != b"\0\0\x08":
        raise ValueError(f"{Path(path).name} is not an IDX file of unsigned bytes")
    rank = content[3]
    shape = numpy.frombuffer(content, ">i4", rank, 4)
    return numpy.frombuffer(content, numpy.uint8, -1, 4 + 4 * rank).reshape(shape).copy()


def load(folder, held_out, seed):
    """The training images, normalised, and the labels: a part to train on and a part held out to choose by."""
    folder = Path(folder)
    images = torch.from_numpy(read_idx(folder / "train-images-idx3-ubyte.gz"))
    labels = torch.from_numpy(read_idx(folder / "train-labels-idx1-ubyte.gz")).long()
    images = ((images.float() / 255 - MEAN) / DEVIATION).unsqueeze(1)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    train, validation = order[held_out:], order[:held_out]
    return (images[train], labels[train]), (images[validation], labels[validation])


def augment(images, shift, erase):
    """Mirrors half of the images, moves each by up to `shift` pixels, blanks a random box in a share `erase` of them."""
    count, _, height, width = images.shape
    black = -MEAN / DEVIATION
    mirrored = torch.rand(count) < 0.5
    images = torch.where(mirrored.view(-1, 1, 1, 1), images.flip(3), images)

    padded = functional.pad(images, [shift] * 4, value=black)
    rows = torch.randint(0, 2 * shift + 1, (count, 1)) + torch.arange(height)
    columns = torch.randint(0, 2 * shift + 1, (count, 1)) + torch.arange(width)
    images = padded[torch.arange(count).view(-1, 1, 1), 0, rows.unsqueeze(2), columns.unsqueeze(1)].unsqueeze(1)

    side = torch.randint(4, 11, (2, count, 1))
    corner = torch.stack([torch.randint(0, height, (count, 1)), torch.randint(0, width, (count, 1))])
    row, column = torch.arange(height), torch.arange(width)
    in_rows = (row >= corner[0]) & (row < corner[0] + side[0])
    in_columns = (column >= corner[1]) & (column < corner[1] + side[1])
    box = in_rows.unsqueeze(2) & in_columns.unsqueeze(1) & (torch.rand(count, 1, 1) < erase)
    return images.masked_fill(box.unsqueeze(1), 0.0)
