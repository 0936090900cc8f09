using System.Text.Json;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class SummaryCommandTests : IDisposable
{
    private readonly ToolRun _tool = new ToolRun().With("nets.arch", Samples.Nets).With("net.arch", Samples.Importing).With("blocks/pair.arch", Samples.Pair);

    [Fact]
    public void OneNetworkIsAnObjectWithTheAgreedKeys()
    {
        using JsonDocument json = RunJson("summary", "net.arch", "--format", "json");
        Assert.Equal(
            ["arch", "input", "params", "params_excluding_norm", "macs", "acts", "memory_access", "cio", "bottleneck", "outputs", "stages", "layers", "weights"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["name", "macs"], json.RootElement.GetProperty("bottleneck").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["name", "shape", "params", "macs"], json.RootElement.GetProperty("stages")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["name", "op", "in", "out", "params", "macs"], json.RootElement.GetProperty("layers")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["key", "shape"], json.RootElement.GetProperty("weights")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal([3, 16, 16], Ints(json.RootElement.GetProperty("input")));
    }

    [Fact]
    public void SeveralNetworksAreAnArray()
    {
        using JsonDocument json = RunJson("summary", "nets.arch", "--format", "json");
        Assert.Equal(["Small", "Wide"], json.RootElement.EnumerateArray().Select(n => n.GetProperty("arch").GetString()));
    }

    [Fact]
    public void ArchPicksOneNetwork()
    {
        using JsonDocument json = RunJson("summary", "nets.arch", "--arch", "Wide", "--format", "json");
        Assert.Equal("Wide", json.RootElement.GetProperty("arch").GetString());
    }

    [Fact]
    public void InputReplacesTheShape()
    {
        using JsonDocument small = RunJson("summary", "nets.arch", "--arch", "Small", "--format", "json");
        using JsonDocument large = RunJson("summary", "nets.arch", "--arch", "Small", "--format", "json", "--input", "3x64x64");
        Assert.Equal([3, 64, 64], Ints(large.RootElement.GetProperty("input")));
        Assert.Equal(small.RootElement.GetProperty("params").GetInt64(), large.RootElement.GetProperty("params").GetInt64());
        Assert.Equal((4 * (small.RootElement.GetProperty("macs").GetInt64() - 160)) + 160, large.RootElement.GetProperty("macs").GetInt64());
    }

    [Fact]
    public void WeightsAreTheWholeStateInOrder()
    {
        using JsonDocument json = RunJson("summary", "nets.arch", "--arch", "Small", "--format", "json");
        JsonElement[] weights = [.. json.RootElement.GetProperty("weights").EnumerateArray()];
        Assert.Equal("stem.conv1.conv.weight", weights[0].GetProperty("key").GetString());
        Assert.Equal([16, 3, 3, 3], Ints(weights[0].GetProperty("shape")));
        Assert.Equal("stem.conv1.norm.num_batches_tracked", weights[5].GetProperty("key").GetString());
        Assert.Empty(Ints(weights[5].GetProperty("shape")));
        Assert.Equal("head.fc.bias", weights[^1].GetProperty("key").GetString());
    }

    [Fact]
    public void TextAndMarkdownShowStagesAndLayers()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("summary", "nets.arch", "--arch", "Small"));
        Assert.StartsWith("Small  image 3x32x32 -> output 10x1x1\nOne-shot aggregation on small images.\n", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("\nhead.fc ", _tool.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, _tool.Run("summary", "nets.arch", "--format", "markdown"));
        Assert.Contains("## Small\n", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("## Wide\n", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownArchSuggestsTheNearest()
    {
        Assert.Equal(ExitCode.Usage, _tool.Run("summary", "nets.arch", "--arch", "Smal"));
        Assert.Equal("archdsl: nets.arch has no arch Smal\n  help: did you mean Small?\n", _tool.Error);
    }

    [Fact]
    public void ATemplateIsNoNetwork()
    {
        _tool.With("template.arch", "arch Net(width: int) { input image: 3x16x16; conv 3x3, width, norm: none, act: none }\narch Net8 = Net(8)\n");
        Assert.Equal(ExitCode.Usage, _tool.Run("summary", "template.arch", "--arch", "Net"));
        Assert.StartsWith("archdsl: Net is a template: some of its parameters have no default\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithoutNetworksIsSaid()
    {
        Assert.Equal(ExitCode.Usage, _tool.Run("summary", "blocks/pair.arch"));
        Assert.StartsWith("archdsl: blocks/pair.arch holds no network\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorsGoToTheErrorStream()
    {
        _tool.With("broken.arch", Samples.Broken);
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("summary", "broken.arch"));
        Assert.Empty(_tool.Out);
        Assert.StartsWith("broken.arch(3,", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetInt32())];

    private JsonDocument RunJson(params string[] arguments)
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run(arguments), _tool.Error));
        return JsonDocument.Parse(_tool.Out);
    }
}
