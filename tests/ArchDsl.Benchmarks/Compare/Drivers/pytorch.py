"""Answers "run N" on standard input with the milliseconds of N runs of one TorchScript model.

arguments: model input output batch threads shape (C,H,W)
"""

import json
import mmap
import sys
import time

import torch


def resident_megabytes():
    try:
        with open("/proc/self/statm") as pages:
            return int(pages.read().split()[1]) * mmap.PAGESIZE / 2**20
    except OSError:
        return 0.0


def say(answer):
    print(json.dumps(answer), flush=True)


def main(model, input_file, output_file, batch, threads, shape):
    torch.set_num_threads(int(threads))
    torch.set_num_interop_threads(1)
    base = resident_megabytes()
    start = time.perf_counter()
    net = torch.jit.optimize_for_inference(torch.jit.load(model))
    loaded = time.perf_counter()
    size = [int(batch)] + [int(n) for n in shape.split(",")]
    count = torch.Size(size).numel()
    x = torch.from_file(input_file, size=count, dtype=torch.float32).reshape(size).clone()
    with torch.no_grad():
        begin = time.perf_counter()
        y = net(x)
        end = time.perf_counter()
        y.contiguous().numpy().tofile(output_file)
        say({"load_ms": (loaded - start) * 1e3, "first_ms": (end - begin) * 1e3, "base_mb": base})
        for line in sys.stdin:
            if not line.startswith("run "):
                return
            ms = []
            for _ in range(int(line[4:])):
                at = time.perf_counter()
                net(x)
                ms.append((time.perf_counter() - at) * 1e3)
            say({"ms": ms})


if __name__ == "__main__":
    main(*sys.argv[1:])
