using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Cpu.Tests;

/// <summary>What a generated class says of where its time goes.</summary>
public sealed class ProfileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryStepIsThereAndTheSumsAddUp(int threads)
    {
        foreach (Network network in new[] { Networks.Osa(), Networks.CompConv(), Networks.SeResidual(), Networks.ShuffleV1() })
        {
            using RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network), threads);
            CpuProfile profile = running.Program.Profile(runs: 3);
            FusedPlan plan = FusionPipeline.Run(network);
            Assert.Equal(plan.Steps.Select(new PlanNames(plan, "Cpu").PathOf), profile.Steps.Select(s => s.Name));
            Assert.All(profile.Steps, s => Assert.True(s.Milliseconds >= 0 && double.IsFinite(s.Milliseconds), s.Name));
            Assert.All(profile.Steps, s => Assert.True(s.Bytes > 0, s.Name));
            Assert.Equal(profile.Steps.Sum(s => s.Milliseconds), profile.Milliseconds, tolerance: 1e-9);
            Assert.Equal(2e-6 * profile.Steps.Sum(s => s.Macs) / profile.Milliseconds, profile.Gflops, tolerance: 1e-6);
            Assert.True(profile.PeakGflops > 0);
            Assert.Equal(threads, profile.Threads);
        }
    }

    [Fact]
    public void EveryKernelSaysInWordsHowItComputes()
    {
        foreach (Func<Network> build in new[] { Networks.Osa, Networks.Csp, Networks.CompConv, Networks.SeResidual, Networks.Dense, Networks.ShuffleV2, Networks.Pyramid })
        {
            Network network = build();
            using RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network));
            Assert.All(running.Program.Profile(runs: 1).Steps, s => Assert.Matches("^[a-z][a-z0-9 ,]*$", s.Algorithm));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ARunAfterwardsIsWhatItWasAndAllocatesNothing(int threads)
    {
        Network network = Networks.Osa();
        using RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network), threads);
        float[][] inputs = RandomWeights.Inputs(network).ToArray();
        float[][] before = [new float[5]];
        float[][] after = [new float[5]];
        running.Run(inputs, before);
        running.Program.Profile(runs: 2);
        running.Run(inputs, after);
        Assert.Equal(before[0], after[0]);

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        running.Run(inputs, after);
        Assert.Equal(allocated, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void TheTableHasALineForEachStepAndTheTotal()
    {
        var profile = new CpuProfile([new StepProfile("stem.conv1", "winograd 4x4", 0.5, 50_000_000, 2048), new StepProfile("pool", "max pool", 1.5, 0, 1024)], 2, 200);
        Assert.Equal(
            """
            step        algorithm           ms   share  GFLOP/s  of peak      KiB
            stem.conv1  winograd 4x4     0.500    25 %    200.0    100 %        2
            pool        max pool         1.500    75 %                          1
            total                        2.000   100 %     50.0     25 %        3
            2 threads, measured peak 200 GFLOP/s; a share above 100 % is an algorithm with fewer products

            """.ReplaceLineEndings("\n"), profile.ToString());
    }

    [Fact]
    public void AProfileOfNoRunsAndOfADisposedNetworkIsRefused()
    {
        Network network = Networks.Osa();
        RunningNetwork running = CompiledNetwork.Of(network).Load(RandomWeights.Of(network));
        Assert.Throws<ArgumentOutOfRangeException>(() => running.Program.Profile(runs: 0));
        running.Dispose();
        Assert.Throws<ObjectDisposedException>(() => running.Program.Profile());
    }
}
