using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

public sealed unsafe class ActivationTests
{
    public static TheoryData<ActivationKind, SimdWidth> KindsAndWidths
    {
        get
        {
            var data = new TheoryData<ActivationKind, SimdWidth>();
            foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
            {
                data.Add(kind, SimdWidth.Bits128);
                data.Add(kind, SimdWidth.Bits256);
                data.Add(kind, SimdWidth.Bits512);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndWidths))]
    public void ValuesAreWithinAFewUnitsInTheLastPlace(ActivationKind kind, SimdWidth width)
    {
        var activation = new Activation(kind, kind switch { ActivationKind.Leaky => 0.1f, ActivationKind.Elu => 1.5f, _ => 0f });
        float[] x = Enumerable.Range(-4500, 9001).Select(i => i * 0.002f)
            .Concat([0f, -0f, 1e-20f, -1e-20f, 1e-4f, -1e-4f, 40f, -40f, 80f, -80f]).ToArray();
        var bench = new Bench();
        View source = bench.Place(Blocks.Block(x, 1));
        View target = bench.Reserve(ChannelBlock.Slots(x.Length));
        var kernel = new Affine(x.Length, 1, activation, width: width);
        bench.Run(kernel, w => kernel.Run(w, source, target));
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Reference.Activate(activation, x[i]);
            worst = Math.Max(worst, Math.Abs(target.Pointer[i] - expected) / Math.Max(Math.Abs(expected), 1e-30));
        }

        Assert.True(worst < (kind == ActivationKind.Gelu ? 8e-6 : 2e-6), $"{kind}: relative error {worst:e2}");
    }

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    public void ExtremesSaturateInsteadOfOverflowing(SimdWidth width)
    {
        float[] x = [1000f, -1000f, 3e38f, -3e38f];
        (ActivationKind Kind, float[] Expected)[] cases =
        [
            (ActivationKind.Sigmoid, [1f, 0f, 1f, 0f]),
            (ActivationKind.Tanh, [1f, -1f, 1f, -1f]),
            (ActivationKind.Silu, [1000f, 0f, 3e38f, 0f]),
            (ActivationKind.Mish, [1000f, 0f, 3e38f, 0f]),
            (ActivationKind.Gelu, [1000f, 0f, 3e38f, 0f]),
        ];
        foreach ((ActivationKind kind, float[] expected) in cases)
        {
            var bench = new Bench();
            View source = bench.Place(Blocks.Block(x, 1));
            View target = bench.Reserve(ChannelBlock.Slots(x.Length));
            var kernel = new Affine(x.Length, 1, new Activation(kind), width: width);
            bench.Run(kernel, w => kernel.Run(w, source, target));
            for (int i = 0; i < x.Length; i++)
            {
                Assert.True(Math.Abs(target.Pointer[i] - expected[i]) <= 1e-6f * Math.Abs(expected[i]) + 1e-30f, $"{kind}({x[i]}) = {target.Pointer[i]}");
            }
        }
    }
}
