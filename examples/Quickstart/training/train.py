#!/usr/bin/env python3
"""Trains FashionNet, as exported by `archdsl export`, on Fashion-MNIST's 60,000 training images.

    dotnet run --project src/ArchDsl.Cli -- export examples/Quickstart/fashion.arch --to pytorch \\
        --output examples/Quickstart/training
    python3 examples/Quickstart/training/train.py --data FOLDER

Writes fashion.safetensors and training.log. The test images play no part: the Quickstart program judges the result.
"""

import argparse
import copy
import importlib
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as functional

import dataset

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist", help="folder of the train-*.gz files")
    parser.add_argument("--output", default=str(HERE.parent), help="folder for the weights")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--rate", type=float, default=0.3, help="peak learning rate")
    parser.add_argument("--decay", type=float, default=5e-4, help="weight decay of convolutions and the classifier")
    parser.add_argument("--smoothing", type=float, default=0.05, help="label smoothing")
    parser.add_argument("--shift", type=int, default=2, help="augmentation: pixels")
    parser.add_argument("--erase", type=float, default=0.25, help="augmentation: share of images with a blank box")
    parser.add_argument("--average", type=float, default=0.995, help="decay of the moving average of the weights")
    parser.add_argument("--held-out", type=int, default=5000, help="training images kept for validation")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def exported_module():
    """The module that `archdsl export` wrote beside this file."""
    try:
        return importlib.import_module("fashionnet")
    except ModuleNotFoundError as error:
        sys.exit(f"{error}: export it first, see the top of train.py")


def learning_rate(progress, peak):
    """A linear rise over the first fifth, a cosine down to nothing after it."""
    if progress < 0.2:
        return peak * (0.05 + 0.95 * progress / 0.2)
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - 0.2) / 0.8))


def optimizer_of(network, rate, decay):
    """SGD with Nesterov momentum; norms and biases are not decayed."""
    decayed = [weight for weight in network.parameters() if weight.ndim > 1]
    free = [weight for weight in network.parameters() if weight.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": decay}, {"params": free, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True)


@torch.no_grad()
def follow(average, network, decay):
    """Moves the averaged network, its norm statistics included, a step towards the trained one."""
    for mean, value in zip(average.state_dict().values(), network.state_dict().values()):
        if mean.is_floating_point():
            mean.lerp_(value, 1 - decay)
        else:
            mean.copy_(value)


@torch.no_grad()
def accuracy(network, images, labels):
    network.eval()
    hits = sum((network(x).argmax(1) == y).sum().item() for x, y in zip(images.split(500), labels.split(500)))
    return hits / len(labels)


def train_epoch(network, average, optimizer, images, labels, epoch, options):
    """One pass over the images: the mean loss, the share classified right and the last learning rate."""
    network.train()
    steps = len(labels) // options.batch
    order = torch.randperm(len(labels))
    total_loss, hits, rate = 0.0, 0, 0.0
    for step in range(steps):
        rate = learning_rate((epoch + step / steps) / options.epochs, options.rate)
        for group in optimizer.param_groups:
            group["lr"] = rate
        chosen = order[step * options.batch:(step + 1) * options.batch]
        batch = dataset.augment(images[chosen], options.shift, options.erase)
        answers = network(batch.contiguous(memory_format=torch.channels_last))
        loss = functional.cross_entropy(answers, labels[chosen], label_smoothing=options.smoothing)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        done = epoch * steps + step
        follow(average, network, min(options.average, (1 + done) / (10 + done)))
        total_loss += loss.item()
        hits += (answers.argmax(1) == labels[chosen]).sum().item()
    return total_loss / steps, hits / (steps * options.batch), rate


def train(options, say):
    """Trains and returns the module and the averaged network."""
    (images, labels), held_out = dataset.load(options.data, options.held_out, options.seed)
    module = exported_module()
    network = module.FashionNet().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    optimizer = optimizer_of(network, options.rate, options.decay)
    parameters = sum(weight.numel() for weight in network.parameters())

    say(f"FashionNet, {parameters:,} parameters; PyTorch {torch.__version__}, {options.threads} threads")
    say(f"{len(labels):,} images to train on, {len(held_out[1]):,} held out of the training images for validation")
    hidden = ("data", "output", "threads", "held_out")
    say(", ".join(f"{name} {value}" for name, value in vars(options).items() if name not in hidden))
    say("epoch   rate    loss   train  validation  of average  seconds")
    started = time.time()
    for epoch in range(options.epochs):
        loss, hits, rate = train_epoch(network, average, optimizer, images, labels, epoch, options)
        say(f"{epoch + 1:5}  {rate:.3f}  {loss:.4f}  {hits:.4f}      {accuracy(network, *held_out):.4f}"
            f"      {accuracy(average, *held_out):.4f}  {time.time() - started:7.0f}")
    return module, average


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    with open(Path(options.output) / "training.log", "w", encoding="utf-8", newline="\n") as log:
        def say(line):
            print(line, flush=True)
            print(line, file=log, flush=True)

        module, average = train(options, say)
        weights = {key: value for key, value in average.state_dict().items() if value.is_floating_point()}
        module.write_safetensors(Path(options.output) / "fashion.safetensors", weights)
        say(f"wrote fashion.safetensors: the averaged weights of the last epoch, {len(weights)} tensors")


if __name__ == "__main__":
    main()
