using ArchDsl.Compiler;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Cpu.Tests;

/// <summary>What fusion leaves of every network of the zoo: no kernel that only moves, norms or activates.</summary>
public sealed class ZooFusionTests
{
    /// <summary>The kinds of kernels there may be: layers, a caller's planes, a gate's product, and a resize of a map that others read as well.</summary>
    private static readonly string[] Kinds = ["conv", "linear", "maxpool", "avgpool", "globalpool", "squeeze", "to_planes", "multiply", "resize"];

    public static TheoryData<string> Files => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "dsl", "zoo"), "*.arch").Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void LaunchesAtMostOneKernelALayer(string file) => Assert.All(Compile(file), network =>
    {
        int layers = network.Nodes.Count(n => n.Operation is Conv2dOperation or LinearOperation or PoolOperation or GlobalPoolOperation);
        int planes = network.Inputs.Count + network.Outputs.Count;
        FusedPlan plan = FusionPipeline.Run(network);
        Assert.True(plan.Steps.Count <= layers + planes, $"{network.Name}: {plan.Steps.Count} kernels for {layers} layers and {planes} tensors of the caller's");
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void LeavesNoKernelThatOnlyMovesNormsOrActivates(string file) => Assert.All(Compile(file), network =>
        Assert.All(FusionPipeline.Run(network).Steps, step => Assert.Contains(step.Kind, Kinds)));

    // A gate is multiplied where its reader is no pointwise convolution; two maps of one pyramid are resized for some of their readers alone.
    [Fact]
    public void ProductsAndResizesThatStayAreFew()
    {
        Network[] zoo = Names.SelectMany(Compile).ToArray();
        Assert.True(zoo.Length >= 153, $"{zoo.Length} networks");
        Assert.Equal("CSPPeleeNetGFM 2", string.Join(", ", Counts(zoo, "resize")));
        Assert.Equal(
            "CS3SEDarknetL 21, CS3SEDarknetX 24, SEDarknet21 7, VoVNet39ESE 6, RegNetV4GF 22, SEResNet50 16, VoVNetV2_19 4, VoVNetV2_19Dw 4, "
            + "VoVNetV2_19Slim 4, VoVNetV2_19SlimDw 4, VoVNetV2_39 6, VoVNetV2_57 9, VoVNetV2_99 16, VoVNet39b 4, VoVNet57b 4",
            string.Join(", ", Counts(zoo, "multiply")));
    }

    private static IEnumerable<string> Counts(Network[] networks, string kind) =>
        networks.Select(n => (n.Name, Count: FusionPipeline.Run(n).Steps.Count(s => s.Kind == kind))).Where(n => n.Count > 0).Select(n => $"{n.Name} {n.Count}");

    private static IReadOnlyList<Network> Compile(string file)
    {
        string path = Path.Combine(Repository.Root, "dsl", "zoo", file);
        return ArchCompiler.Compile(new SourceText("std/zoo/" + file, File.ReadAllText(path))).Networks;
    }
}
