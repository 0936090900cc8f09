"""Prints, as one line of JSON each, what a CUDA GPU does with PyTorch. CUDA events, medians.

arguments: ceilings
           folder class batches (1,8,32) shape (C,H,W)
With a folder, reads net.py, weights.safetensors and input.bin and measures the module eagerly, in the usual layout and
with channels last, and compiled, with and without TF32.
"""

import importlib.util
import json
import os
import statistics
import sys
import warnings

import torch

WARM_UP = 20
RUNS = 100


def milliseconds(work, runs=RUNS):
    for _ in range(WARM_UP):
        work()
    times = []
    for _ in range(runs):
        begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        begin.record()
        work()
        end.record()
        end.synchronize()
        times.append(begin.elapsed_time(end))
    return statistics.median(times)


def say(**answer):
    print(json.dumps(answer), flush=True)


def precision(fast):
    torch.backends.cuda.matmul.allow_tf32 = fast
    torch.backends.cudnn.allow_tf32 = fast


def ceilings():
    count = 1 << 28
    source, target = torch.ones(count, device="cuda"), torch.empty(count, device="cuda")
    copy = 2 * 4 * count / milliseconds(lambda: target.copy_(source), 20) / 1e6
    del source, target
    size = 8192
    a, b = torch.randn(size, size, device="cuda"), torch.randn(size, size, device="cuda")
    rates = []
    for fast in (False, True):
        precision(fast)
        rates.append(2 * size**3 / milliseconds(lambda: a @ b, 20) / 1e9)
    say(device=torch.cuda.get_device_name(), torch=torch.__version__, copy_gbs=copy, fp32_tflops=rates[0], tf32_tflops=rates[1])


def networks(folder, name, batches, shape):
    spec = importlib.util.spec_from_file_location("net", os.path.join(folder, "net.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    net = getattr(module, name)()
    net.load_weights(os.path.join(folder, "weights.safetensors"))
    net.eval().cuda()
    size = [int(n) for n in shape.split(",")]
    batches = [int(n) for n in batches.split(",")]
    count = torch.Size([max(batches)] + size).numel()
    given = torch.from_file(os.path.join(folder, "input.bin"), size=count, dtype=torch.float32).reshape([-1] + size).cuda()
    for fast in (False, True):
        precision(fast)
        for batch in batches:
            x = given[:batch].contiguous()
            row = {"batch": batch, "fast": fast}
            net.to(memory_format=torch.contiguous_format)
            row["eager_ms"] = milliseconds(lambda: net(x))
            row["compiled_ms"] = compiled(net, x)
            last = x.to(memory_format=torch.channels_last)
            net.to(memory_format=torch.channels_last)
            row["channels_last_ms"] = milliseconds(lambda: net(last))
            say(**row)


# Null where this PyTorch or machine cannot compile: it needs version 2 and a C++ compiler.
def compiled(net, x):
    if not hasattr(torch, "compile"):
        return None
    try:
        torch._dynamo.reset()
        quick = torch.compile(net)
        return milliseconds(lambda: quick(x))
    except Exception as error:
        print(f"torch.compile: {error}", file=sys.stderr)
        return None


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if not torch.cuda.is_available():
        sys.exit("this PyTorch has no CUDA")
    torch.backends.cudnn.benchmark = True
    with torch.no_grad():
        if sys.argv[1:] == ["ceilings"]:
            ceilings()
        else:
            networks(*sys.argv[1:])
