using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;
using Xunit;
using static ArchDsl.Runtime.Tests.Weights.CheckpointBytes;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Reads what <c>torch.save</c> writes.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly byte[] Six = Singles(0, 1, 2, 3, 4, 5);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"archdsl-{Guid.NewGuid():N}.pth");

    [Fact]
    public void AStateDictIsReadInItsOrder()
    {
        using WeightsFile file = WeightsFile.Parse(File(
            Pickle(OrderedDict(("b.weight", Floats("1", 2, 3)), ("a.bias", Floats("0", 2)))), ("0", Singles(7, 8)), ("1", Six)));
        Assert.Equal(WeightsFormat.PyTorch, file.Format);
        Assert.Equal(["b.weight", "a.bias"], file.Keys);
        Assert.Equal(new TensorShape(2, 3), file["b.weight"].Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], file.ReadFloats("b.weight"));
        Assert.Equal([7, 8], file.ReadFloats("a.bias"));
    }

    [Theory]
    [InlineData(0, new long[] { 3, 2 }, new long[] { 1, 3 }, new float[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(1, new long[] { 2 }, new long[] { 3 }, new float[] { 1, 4 })]
    [InlineData(2, new long[] { 2, 2 }, new long[] { 2, 1 }, new float[] { 2, 3, 4, 5 })]
    [InlineData(5, new long[] { }, new long[] { }, new float[] { 5 })]
    [InlineData(3, new long[] { 2, 2 }, new long[] { 0, 1 }, new float[] { 3, 4, 3, 4 })]
    [InlineData(0, new long[] { 1, 6, 1 }, new long[] { 99, 1, 77 }, new float[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(0, new long[] { 2, 1, 3 }, new long[] { 1, 5, 2 }, new float[] { 0, 2, 4, 1, 3, 5 })]
    [InlineData(6, new long[] { 0, 4 }, new long[] { 4, 1 }, new float[] { })]
    public void AViewIsReadInRowMajorOrder(long offset, long[] shape, long[] strides, float[] values)
    {
        using WeightsFile file = WeightsFile.Parse(File(Pickle(Dict(("w", Tensor("FloatStorage", "0", 6, offset, shape, strides)))), ("0", Six)));
        Assert.Equal(values, file.ReadFloats("w"));
        byte[] bytes = new byte[file["w"].ByteLength];
        file.ReadBytes("w", bytes);
        Assert.Equal(Singles(values), bytes);
    }

    [Theory]
    [InlineData("HalfStorage", new byte[] { 0, 0x3C, 0, 0xC0 }, 1, -2)]
    [InlineData("BFloat16Storage", new byte[] { 0x80, 0x3F, 0, 0xC0 }, 1, -2)]
    [InlineData("LongStorage", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, 1, -2)]
    [InlineData("IntStorage", new byte[] { 1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF }, 1, -2)]
    [InlineData("ShortStorage", new byte[] { 1, 0, 0xFE, 0xFF }, 1, -2)]
    [InlineData("CharStorage", new byte[] { 1, 0xFE }, 1, -2)]
    [InlineData("ByteStorage", new byte[] { 1, 2 }, 1, 2)]
    [InlineData("BoolStorage", new byte[] { 1, 0 }, 1, 0)]
    public void StoragesHaveManyTypes(string storage, byte[] bytes, float first, float second)
    {
        using WeightsFile file = WeightsFile.Parse(File(Pickle(Dict(("w", Tensor(storage, "0", 2, 0, [2], [1])), ("t", Tensor(storage, "0", 2, 0, [2, 2], [0, 1])))), ("0", bytes)));
        Assert.Equal([first, second], file.ReadFloats("w"));
        Assert.Equal([first, second, first, second], file.ReadFloats("t"));
    }

    [Fact]
    public void ParametersAndSharedStoragesAreRead()
    {
        byte[] parameter = Join(Global("torch._utils", "_rebuild_parameter"), Tuple(Floats("0", 6), [0x88], OrderedDict()), "R"u8.ToArray());
        using WeightsFile file = WeightsFile.Parse(File(Pickle(Dict(("a", parameter), ("b", Tensor("FloatStorage", "0", 6, 4, [2], [1])))), ("0", Six)));
        Assert.Equal([0, 1, 2, 3, 4, 5], file.ReadFloats("a"));
        Assert.Equal([4, 5], file.ReadFloats("b"));
    }

    public static TheoryData<string, byte[], string> Wrapped => new()
    {
        { "as it is", Dict(("epoch", Int(3)), ("w", Floats("0", 6))), "w" },
        { "state_dict", Dict(("epoch", Int(3)), ("optimizer", Dict(("w", Floats("0", 3, 2)))), ("state_dict", OrderedDict(("a.w", Floats("0", 6))))), "a.w" },
        { "model", Dict(("ema", Dict(("e", Floats("0", 6)))), ("model", Dict(("m.w", Floats("0", 6))))), "m.w" },
        { "the only one", Dict(("arch", Text("resnet")), ("net", Dict(("n.w", Floats("0", 6))))), "n.w" },
        { "data parallel", Dict(("state_dict", Dict(("module.a.w", Floats("0", 6)), ("module.b", Floats("0", 6))))), "a.w b" },
        { "a module of that name", Dict(("module.a", Floats("0", 6)), ("b", Floats("0", 6))), "module.a b" },
    };

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void TheTensorsAreFoundInWhatHoldsThem(string name, byte[] value, string keys)
    {
        using WeightsFile file = WeightsFile.Parse(File(Pickle(value), ("0", Six)), name);
        Assert.Equal(keys, string.Join(' ', file.Keys));
    }

    [PyTorchTheory]
    [InlineData("torch.save(net.state_dict(), path)")]
    [InlineData("torch.save({'state_dict': net.state_dict(), 'epoch': 3, 'lr': [0.1, (1, None)], 'best': True, 'big': 1 << 80}, path)")]
    [InlineData("torch.save({'model': torch.nn.DataParallel(net).state_dict()}, path)")]
    [InlineData("torch.save(dict(net.named_parameters(), **dict(net.named_buffers())), path)")]
    [InlineData("torch.save(net.state_dict(), path, pickle_protocol=4)")]
    [InlineData("torch.save({k: v.t() if v.dim() == 2 else v.expand_as(v) for k, v in {**net.state_dict(), '1.weight': net[1].weight.t().contiguous()}.items()}, path)")]
    public void FilesOfPyTorchAreRead(string save)
    {
        string script =
            $"""
            import torch, sys
            path = sys.argv[1]
            net = torch.nn.Sequential(torch.nn.BatchNorm2d(3), torch.nn.Linear(4, 2))
            with torch.no_grad():
                net[1].weight.copy_(torch.arange(8.).view(2, 4))
                net[0].running_mean.copy_(torch.tensor([1., 2., 3.]))
                net[0].num_batches_tracked.fill_(7)
            {save}
            """;
        Assert.True(PyTorch.Run(["-c", script, _path], out string errors) == 0, errors);
        using WeightsFile file = WeightsFile.Open(_path);
        Assert.Equal(["0.bias", "0.num_batches_tracked", "0.running_mean", "0.running_var", "0.weight", "1.bias", "1.weight"], file.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new TensorShape(2, 4), file["1.weight"].Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], file.ReadFloats("1.weight"));
        Assert.Equal([1, 2, 3], file.ReadFloats("0.running_mean"));
        Assert.Equal(WeightType.Int64, file["0.num_batches_tracked"].Type);
        Assert.Equal([7], file.ReadFloats("0.num_batches_tracked"));
    }

    [PyTorchTheory]
    [InlineData("torch.save(torch.nn.Linear(2, 2), path)", "torch.nn.modules.linear.Linear")]
    [InlineData("torch.save({'w': torch.ones(2), 'f': print}, path)", "print")]
    [InlineData("torch.save({'w': torch.ones(2), 's': {1, 2}, 'n': argparse.Namespace(a=1)}, path)", "__builtin__.set")]
    [InlineData("torch.save(torch.ones(2), path, _use_new_zipfile_serialization=False)", "before 1.6")]
    [InlineData("torch.save(torch.ones(2), path)", "no dictionary of tensors")]
    [InlineData("torch.jit.save(torch.jit.script(torch.nn.ReLU()), path)", "__torch__")]
    public void WhatIsNoStateDictIsRefused(string save, string why)
    {
        Assert.True(PyTorch.Run(["-c", $"import torch, sys, argparse\npath = sys.argv[1]\n{save}", _path], out string errors) == 0, errors);
        string message = Assert.ThrowsAny<WeightsException>(() => WeightsFile.Open(_path)).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    public void Dispose() => System.IO.File.Delete(_path);
}
