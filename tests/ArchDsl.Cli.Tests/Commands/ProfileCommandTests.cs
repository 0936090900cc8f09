using System.Text.Json;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class ProfileCommandTests : IDisposable
{
    private const string Net = """
        arch Net(runtime classes = 3) {
            input image: 2x16x16
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 48; conv 3x3, 48 }
            stage body { maxpool 2x2; conv 3x3, groups: 48; conv 1x1, 16 }
            head { globalpool; linear classes as fc }
            weights torch { rename "stem.conv1.conv", "first" }
        }
        arch Wide = Net(classes: 5)

        """;

    private static readonly string[] Layers = ["stem.conv1", "stem.conv2", "body.maxpool1", "body.conv1", "body.conv2", "head.globalpool1", "head.fc"];

    private readonly ToolRun _tool = new ToolRun().With("net.arch", Net).With("broken.arch", Samples.Broken);

    [Theory]
    [InlineData("1", "best")]
    [InlineData("2", "256")]
    public void EveryKernelHasALineWithItsAlgorithm(string threads, string width)
    {
        Assert.Equal((ExitCode.Ok, ""), (Profile("--threads", threads, "--width", width, "--runs", "3"), _tool.Error));
        string[] lines = _tool.Out.Split('\n');
        Assert.Equal("Net, one sample of 2x16x16, random weights", lines[0]);
        Assert.StartsWith("step", lines[2], StringComparison.Ordinal);
        string[] steps = lines[3..(3 + Layers.Length)];
        Assert.Equal(Layers, steps.Select(l => l.Split(' ')[0]));
        string[] algorithms = ["direct", "winograd", "max pool", "depthwise", "pointwise", "global pool", "linear"];
        Assert.All(steps.Zip(algorithms), pair => Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.StartsWith("total", lines[3 + Layers.Length], StringComparison.Ordinal);
        Assert.StartsWith(threads == "1" ? "1 thread, " : "2 threads, ", lines[4 + Layers.Length], StringComparison.Ordinal);
    }

    [Fact]
    public void AsJsonItHasTheSameSteps()
    {
        Assert.Equal((ExitCode.Ok, ""), (Profile("--format", "json", "--runs", "3"), _tool.Error));
        using JsonDocument document = JsonDocument.Parse(_tool.Out);
        JsonElement root = document.RootElement;
        JsonElement[] steps = [.. root.GetProperty("steps").EnumerateArray()];
        Assert.Equal("Net", root.GetProperty("arch").GetString());
        Assert.Equal(Layers, steps.Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(root.GetProperty("ms").GetDouble(), steps.Sum(s => s.GetProperty("ms").GetDouble()), tolerance: 0.01);
        Assert.True(root.GetProperty("peak_gflops").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, steps[2].GetProperty("share_of_peak").ValueKind);
        Assert.Equal(2 * 48 * 9 * 256L, steps[0].GetProperty("macs").GetInt64());
    }

    [Theory]
    [InlineData("stem.conv1.conv.weight")]
    [InlineData("first.weight")]
    public void WeightsMayHaveAnyNaming(string first)
    {
        Write(first, classes: 3);
        Assert.Equal((ExitCode.Ok, ""), (Profile("--weights", "in.safetensors", "--runs", "1"), _tool.Error));
        Assert.StartsWith("Net, one sample of 2x16x16, in.safetensors\n", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherShapeIsProfiledInstead()
    {
        Assert.Equal((ExitCode.Ok, ""), (Profile("--input", "2x9x7", "--runs", "1"), _tool.Error));
        Assert.StartsWith("Net, one sample of 2x9x7, ", _tool.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.ErrorsFound, "'head.fc.weight' has shape 3x16, but the network needs 5x16", "net.arch", "--arch", "Wide", "--weights", "in.safetensors")]
    [InlineData(ExitCode.ErrorsFound, "archdsl: net.arch: neither safetensors nor saved by PyTorch or TorchSharp", "net.arch", "--arch", "Net", "--weights", "net.arch")]
    [InlineData(ExitCode.ErrorsFound, "broken.arch(3,", "broken.arch")]
    [InlineData(ExitCode.Usage, "there is no file missing.pth", "net.arch", "--arch", "Net", "--weights", "missing.pth")]
    [InlineData(ExitCode.Usage, "holds several networks", "net.arch")]
    public void WhatIsWrongIsSaid(int code, string message, params string[] arguments)
    {
        Write("stem.conv1.conv.weight", classes: 3);
        Assert.Equal(code, _tool.Run(["profile", .. arguments]));
        Assert.Contains(message, _tool.Error, StringComparison.Ordinal);
        Assert.Empty(_tool.Out);
    }

    public void Dispose() => _tool.Dispose();

    private int Profile(params string[] rest) => _tool.Run(["profile", "net.arch", "--arch", "Net", .. rest]);

    private void Write(string first, int classes)
    {
        var tensors = new List<WeightData>();
        Add(first, 48, 2, 3, 3);
        AddNorm("stem.conv1.norm", 48);
        Add("stem.conv2.conv.weight", 48, 48, 3, 3);
        AddNorm("stem.conv2.norm", 48);
        Add("body.conv1.conv.weight", 48, 1, 3, 3);
        AddNorm("body.conv1.norm", 48);
        Add("body.conv2.conv.weight", 16, 48, 1, 1);
        AddNorm("body.conv2.norm", 16);
        Add("head.fc.weight", classes, 16);
        Add("head.fc.bias", classes);
        SafetensorsWriter.Write(_tool.PathOf("in.safetensors"), tensors);

        void AddNorm(string path, long channels)
        {
            foreach (string name in new[] { "weight", "bias", "running_mean", "running_var" })
            {
                Add($"{path}.{name}", channels);
            }
        }

        void Add(string key, params long[] shape) =>
            tensors.Add(WeightData.FromFloats(key, new TensorShape(shape), Enumerable.Repeat(0.5f, (int)shape.Aggregate((a, b) => a * b)).ToArray()));
    }
}
