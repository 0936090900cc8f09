"""Writes what the peers read, from the module that `archdsl export --to pytorch` prints.

arguments: folder class batches (1,8) shape (C,H,W)
Reads net.py, weights.safetensors and input.bin; writes model-bN.pt (frozen TorchScript), model-bN.onnx and
expected.bin, what the module gives in float64 for every sample of input.bin.
"""

import importlib.util
import os
import sys
import warnings

import torch


def main(folder, name, batches, shape):
    warnings.simplefilter("ignore")
    spec = importlib.util.spec_from_file_location("net", os.path.join(folder, "net.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    net = getattr(module, name)()
    net.load_weights(os.path.join(folder, "weights.safetensors"))
    net.eval()
    size = [int(n) for n in shape.split(",")]
    batches = [int(n) for n in batches.split(",")]
    count = torch.Size([max(batches)] + size).numel()
    given = torch.from_file(os.path.join(folder, "input.bin"), size=count, dtype=torch.float32).reshape([-1] + size)
    with torch.no_grad():
        for batch in batches:
            x = given[:batch].clone()
            at = os.path.join(folder, f"model-b{batch}")
            torch.jit.freeze(torch.jit.trace(net, x)).save(at + ".pt")
            torch.onnx.export(net, x, at + ".onnx", opset_version=16, input_names=["image"], output_names=["output"])
        net.double()
        exact = torch.cat([net(given[i : i + 1].double()) for i in range(max(batches))])
        exact.numpy().tofile(os.path.join(folder, "expected.bin"))


if __name__ == "__main__":
    main(*sys.argv[1:])
