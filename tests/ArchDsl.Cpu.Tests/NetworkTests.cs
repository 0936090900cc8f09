using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Cpu.Tests;

/// <summary>Whole networks: numbers, plans, memory, threads.</summary>
public sealed class NetworkTests
{
    private static readonly Dictionary<string, Func<Network>> All = new()
    {
        ["Osa"] = Networks.Osa,
        ["Csp"] = Networks.Csp,
        ["CompConv"] = Networks.CompConv,
        ["SeResidual"] = Networks.SeResidual,
        ["Dense"] = Networks.Dense,
        ["ShuffleV1"] = Networks.ShuffleV1,
        ["ShuffleV2"] = Networks.ShuffleV2,
        ["Pyramid"] = Networks.Pyramid,
        ["RuntimeWidths"] = Networks.RuntimeWidths,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheEvaluator(string network) => Agreement.Check(All[network](), batch: 3);

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWhenThreadsShareASample(string network) => Agreement.Check(All[network](), threads: 2, batch: 1);

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    public void AgreesAtEveryVectorWidth(SimdWidth width)
    {
        Agreement.Check(Networks.Osa(), width: width);
        Agreement.Check(Networks.ShuffleV2(), width: width);
    }

    [Theory]
    [InlineData("Osa")]
    [InlineData("Csp")]
    [InlineData("CompConv")]
    public void PlanAndCode(string network)
    {
        Network built = All[network]();
        Snapshot.Here().With("network", network)
            .AddNamed("plan", PlanText.Of(FusionPipeline.Run(built)))
            .AddNamed("code", CompiledNetwork.Of(built).Source, "cs")
            .Check();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FusionSavesKernelsAndMemory(string network)
    {
        FusedPlan plan = FusionPipeline.Run(All[network]());
        Assert.True(plan.Fused.Kernels < plan.Unfused.Kernels);
        Assert.True(plan.Fused.BytesMoved < plan.Unfused.BytesMoved);

        // ShuffleNetV2 halves its maps again and again; without a copy, what is left of a map keeps all of it alive.
        Assert.True(plan.Fused.ArenaBytes <= plan.Unfused.ArenaBytes || network == "ShuffleV2");
        Assert.True(plan.LowerBoundBytes <= plan.Fused.ArenaBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSameNetworkGivesTheSameText(string network) =>
        Assert.Equal(CompiledNetwork.Of(All[network]()).Source, CompiledNetwork.Of(All[network]()).Source);

    [Theory]
    [InlineData("Osa")]
    [InlineData("Csp")]
    [InlineData("SeResidual")]
    [InlineData("Dense")]
    [InlineData("ShuffleV1")]
    [InlineData("ShuffleV2")]
    [InlineData("CompConv")]
    public void NothingIsCopied(string network) =>
        Assert.DoesNotContain(FusionPipeline.Run(All[network]()).Steps, step => step.Kind == "copy");

    [Fact]
    public void RunAllocatesNothing()
    {
        foreach (Func<Network> build in All.Values)
        {
            Network network = build();
            using RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network));
            float[][] inputs = RandomWeights.Inputs(network).ToArray();
            float[][] outputs = network.Outputs.Select(o => new float[o.Node.Shape.Elements]).ToArray();
            running.Run(inputs, outputs);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                running.Run(inputs, outputs);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() == before, $"{network.Name} allocates while it runs");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void RunsAreEqualToTheBit(int threads)
    {
        Network network = Networks.Osa();
        using RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network), threads);
        float[][] inputs = [RandomWeights.Inputs(network, 1)[0].Concat(RandomWeights.Inputs(network, 2)[0]).ToArray()];
        float[][] first = [new float[10]];
        running.Run(inputs, first);
        for (int i = 0; i < 20; i++)
        {
            float[][] again = [new float[10]];
            running.Run(inputs, again);
            Assert.Equal(first[0], again[0]);
        }
    }

    [Fact]
    public void RuntimeParametersDecideTheWidthOfHeads()
    {
        Network six = Networks.RuntimeWidths();
        Dictionary<string, float[]> weights = RandomWeights.Of(six);
        float[][] inputs = RandomWeights.Inputs(six).ToArray();
        float[][] wide = Outputs(six, weights, inputs, 6);

        // With the first three classes of every tensor, the first three scores must stay what they were.
        var fewer = weights.ToDictionary(w => w.Key, w => w.Key switch
        {
            "conv2.conv.weight" or "conv2.conv.bias" or "linear1.weight" or "linear1.bias" => w.Value[..(w.Value.Length / 2)],
            string key when key.StartsWith("conv4", StringComparison.Ordinal) => w.Value.Length == 1 ? w.Value : w.Value[..(w.Value.Length / 2)],
            _ => w.Value,
        });
        float[][] narrow = Outputs(six, fewer, inputs, 3);
        Assert.Equal(13 * 81, narrow[0].Length);
        Assert.Equal(wide[0][..(7 * 81)], narrow[0][..(7 * 81)]);
        Assert.Equal(wide[0][(10 * 81)..(16 * 81)], narrow[0][(7 * 81)..(13 * 81)]);
        Assert.Equal(wide[1][..3], narrow[1]);
        Assert.Equal(wide[2][..3], narrow[2]);
    }

    [Fact]
    public void BuffersOfTheWrongLengthAreRefusedClearly()
    {
        Network network = Networks.Osa();
        using RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network));
        const int Sample = 3 * 17 * 13;
        string ragged = Assert.Throws<ArgumentException>(() => running.Run([new float[Sample + 1]], [new float[5]])).Message;
        Assert.Contains("input image holds 664 floats, which is no whole number of samples of 3x17x13 (663 floats each)", ragged, StringComparison.Ordinal);
        string different = Assert.Throws<ArgumentException>(() => running.Run([new float[2 * Sample]], [new float[5]])).Message;
        Assert.Contains("output output holds 1 samples of 5x1x1, the first input 2", different, StringComparison.Ordinal);
        running.Run([[]], [[]]);
    }

    [Fact]
    public void WeightsOfAnotherNetworkAreRefused()
    {
        CompiledNetwork compiled = CompiledNetwork.Of(Networks.RuntimeWidths());
        Dictionary<string, float[]> weights = RandomWeights.Of(Networks.RuntimeWidths());
        string message = Assert.Throws<WeightsMismatchException>(() => compiled.Load(weights, parameters: 7)).Message;
        Assert.Contains("linear1.weight", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADisposedNetworkDoesNotRun()
    {
        Network network = Networks.Osa();
        RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network), threads: 2);
        running.Dispose();
        Assert.Throws<ObjectDisposedException>(() => running.Run([RandomWeights.Inputs(network)[0]], [new float[5]]));
    }

    private static float[][] Outputs(Network network, IReadOnlyDictionary<string, float[]> weights, float[][] inputs, int classes)
    {
        using RunningNetwork running = CompiledNetwork.Of(network).Load(weights, parameters: classes);
        float[][] outputs = [new float[((3 * classes) + 4) * 81], new float[classes], new float[classes]];
        running.Run(inputs, outputs);
        return outputs;
    }
}
