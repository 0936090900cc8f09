using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Binding;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Testing.Evaluation;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Networks of several inputs and outputs, of widths that are decided late, and such as nobody would design.</summary>
public sealed class MapNetworkTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    public static TheoryData<int> ProgramSeeds => [.. Enumerable.Range(500, 8)];

    [Fact]
    public void SeveralInputsAndOutputsAgree() => Agreement.Check(Networks.Pyramid(), batch: 3);

    [Fact]
    public void RuntimeWidthsAgree() => Agreement.Check(Networks.RuntimeWidths(), batch: 3);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomNetworksAgree(int seed) => Agreement.Check(RandomNetworks.Make(new Random(seed)));

    [Theory]
    [MemberData(nameof(ProgramSeeds))]
    public void RandomProgramsAgree(int seed)
    {
        string text = new ProgramGenerator(new Random(seed)).Program();
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", "import \"std/blocks.arch\"\n" + text));
        Assert.False(compilation.HasErrors, string.Join("\n", compilation.Diagnostics));
        Agreement.Check(Assert.Single(compilation.Networks), batch: 1);
    }

    // With the first three of six classes in every tensor, the first three scores stay what they were.
    [Fact]
    public void RuntimeParametersDecideTheWidthOfHeads()
    {
        Network six = Networks.RuntimeWidths();
        Dictionary<string, float[]> weights = RandomWeights.Of(six);
        float[][] wide = Outputs(six, weights, 6);
        var fewer = weights.ToDictionary(w => w.Key, w => w.Key switch
        {
            "conv2.conv.weight" or "conv2.conv.bias" or "linear1.weight" or "linear1.bias" => w.Value[..(w.Value.Length / 2)],
            string key when key.StartsWith("conv4", StringComparison.Ordinal) => w.Value.Length == 1 ? w.Value : w.Value[..(w.Value.Length / 2)],
            _ => w.Value,
        });
        float[][] narrow = Outputs(six, fewer, 3);
        Assert.Equal(wide[0][..(7 * 81)], narrow[0][..(7 * 81)]);
        Assert.Equal(wide[0][(10 * 81)..(16 * 81)], narrow[0][(7 * 81)..(13 * 81)]);
        Assert.Equal(wide[1][..3], narrow[1]);
        Assert.Equal(wide[2][..3], narrow[2]);
    }

    // Tiles are chosen for the width that is declared. The weights are the last: nothing is behind them.
    [Fact]
    public void AHeadMayHaveFarFewerClassesThanDeclared()
    {
        var net = new Net("Head");
        Node x = net.Conv(net.Input(3, 12, 12), 8);
        Node scores = net.Conv(x, 100, kernel: 1, norm: false, linear: true, runtime: new WidthExpression.Parameter("classes"));
        Network network = net.Build([new RuntimeParameter("classes", 100)], net.GlobalPool(scores));
        Dictionary<string, float[]> weights = RandomWeights.Of(network);
        float[] all = Outputs(network, weights, 100, [100])[0];
        var fewer = weights.ToDictionary(w => w.Key, w => w.Key.StartsWith("conv2", StringComparison.Ordinal) ? w.Value[..(w.Value.Length / 10)] : w.Value);
        Assert.Equal(all[..10], Outputs(network, fewer, 10, [10])[0]);
    }

    private static float[][] Outputs(Network network, IReadOnlyDictionary<string, float[]> weights, int classes) =>
        Outputs(network, weights, classes, [((3 * classes) + 4) * 81, classes, classes]);

    private static float[][] Outputs(Network network, IReadOnlyDictionary<string, float[]> weights, int classes, int[] lengths)
    {
        using RunningGpuNetwork running = GpuNetwork.Of(network).Load(GpuDevice.Accelerator, weights, new GpuOptions(1), classes);
        float[][] outputs = [.. lengths.Select(l => new float[l])];
        running.Run(RandomWeights.Inputs(network).ToArray(), outputs);
        return outputs;
    }
}
