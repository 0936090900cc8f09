"""Writes reference.json: what PyTorch computes for the cases of NumericsTests.cs.

Run with any PyTorch from 1.13: python3 reference.py > reference.json
"""
import json
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def wave(*shape, phase=0.0):
    count = math.prod(shape)
    return torch.tensor([math.sin(0.7 * i + phase) * 3 for i in range(count)], dtype=torch.float32).reshape(shape)


def fill(module):
    with torch.no_grad():
        for position, parameter in enumerate(module.parameters()):
            parameter.copy_(wave(*parameter.shape, phase=position + 1.0))
    return module


def batch_norm(train):
    norm = fill(nn.BatchNorm2d(4, eps=1e-3, momentum=0.2))
    norm.running_mean.copy_(wave(4, phase=5.0))
    norm.running_var.copy_(wave(4, phase=6.0).abs() + 0.1)
    norm.train(train)
    y = norm(x)
    return torch.cat([y.flatten(), norm.running_mean, norm.running_var, norm.num_batches_tracked.float().reshape(1)])


x = wave(2, 4, 7, 6)
cases = {
    "conv": fill(nn.Conv2d(4, 6, 3, padding=1))(x),
    "conv_stride_dilation_groups": fill(nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(2, 0), dilation=(2, 1), groups=2, bias=False))(x),
    "conv_depthwise": fill(nn.Conv2d(4, 8, 3, groups=4))(x),
    "conv1d": fill(nn.Conv1d(1, 1, 3, padding=1, bias=False))(wave(2, 1, 9)),
    "linear": fill(nn.Linear(5, 3))(wave(2, 5)),
    "batch_norm_train": batch_norm(True),
    "batch_norm_eval": batch_norm(False),
    "group_norm": fill(nn.GroupNorm(2, 4))(x),
    "relu": F.relu(x),
    "relu6": F.relu6(x * 4),
    "leaky": F.leaky_relu(x, 0.1),
    "elu": F.elu(x, 0.7),
    "silu": F.silu(x),
    "mish": F.mish(x),
    "hardswish": F.hardswish(x * 2),
    "hardsigmoid": F.hardsigmoid(x * 2),
    "sigmoid": torch.sigmoid(x),
    "gelu": F.gelu(x),
    "tanh": torch.tanh(x),
    "max_pool": F.max_pool2d(x, 3, 2, 1),
    "max_pool_ceil": F.max_pool2d(x, 3, 2, 0, ceil_mode=True),
    "max_pool_ceil_dropped": F.max_pool2d(x, 2, 3, 1, ceil_mode=True),
    "avg_pool": F.avg_pool2d(x, 3, 2, 1),
    "avg_pool_ceil": F.avg_pool2d(x, 3, 2, 1, ceil_mode=True),
    "avg_pool_ceil_no_pad": F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False),
    "adaptive_avg": F.adaptive_avg_pool2d(x, (3, 4)),
    "adaptive_max": F.adaptive_max_pool2d(x, (3, 4)),
    "upsample": F.interpolate(x, scale_factor=2.0, mode="nearest"),
    "resize_nearest": F.interpolate(x, size=(5, 11), mode="nearest"),
    "resize_bilinear": F.interpolate(x, size=(5, 11), mode="bilinear"),
    "resize_bilinear_aligned": F.interpolate(x, size=(5, 11), mode="bilinear", align_corners=True),
    "pad": F.pad(x, (1, 2, 0, 3), value=0.5),
    "pixel_unshuffle": F.pixel_unshuffle(wave(2, 3, 4, 6), 2),
    "channel_shuffle": F.channel_shuffle(x, 2),
    "cat": torch.cat([x, x.narrow(1, 1, 2)], dim=1),
    "maximum": torch.maximum(x, x.transpose(0, 1).reshape(2, 4, 7, 6)),
    "maxout": x.view(2, 2, 2, 7, 6).amax(1),
    "mean": x.mean([2, 3], keepdim=True) * x,
    "amax": x.amax([2, 3]),
    "split": torch.cat(list(reversed(x.split([1, 3], 1))), 1),
    "chunk": torch.cat(list(reversed(x.chunk(3, 2))), 2),
}
print("{\n" + ",\n".join(
    json.dumps(name) + ": " + json.dumps({"shape": list(y.shape), "values": [float("%.7g" % v) for v in y.flatten().tolist()]})
    for name, y in cases.items()) + "\n}")
