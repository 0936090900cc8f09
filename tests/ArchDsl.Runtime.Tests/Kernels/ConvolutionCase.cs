using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>A convolution with random values and everything that goes with it, held against plain loops in doubles.</summary>
internal sealed unsafe record ConvolutionCase(ConvolutionShape Shape, ConvolutionOptions Options = default)
{
    public bool Residual { get; init; }

    /// <summary>Whether the residual is where the result goes.</summary>
    public bool InPlace { get; init; }

    public bool Gate { get; init; }

    public bool Squeeze { get; init; }

    /// <summary>Whether input channels lie in random slots among several tensors, with NaN in the slots between.</summary>
    public bool Scattered { get; init; }

    /// <summary>Whether the input is scaled and shifted.</summary>
    public bool Norm { get; init; }

    public double Tolerance { get; init; } = 2e-5;

    /// <summary>Runs it and returns what it wrote, channel by channel.</summary>
    public float[] Check(int parts, int seed = 1)
    {
        var random = new Random(seed);
        var bench = new Bench(parts);
        float[] input = Bench.Random(random, Shape.Channels * Shape.Plane);
        float[] weight = Bench.Random(random, Shape.Filters * Shape.Depth);
        float[]? bias = random.Next(4) == 0 ? null : Bench.Random(random, Shape.Filters);
        float[]? scale = Norm ? Bench.Random(random, Shape.Channels) : null;
        float[]? shift = Norm ? Bench.Random(random, Shape.Channels) : null;
        float[] other = Bench.Random(random, Shape.Filters * Shape.OutPlane);
        float[] factors = Bench.Random(random, Shape.Channels);
        (View source, ConvolutionOptions options) = Place(bench, input, random);
        float[] blocked = Blocks.Block(other, Shape.OutPlane);
        View residual = Residual ? bench.Place(blocked) : default;
        View target = InPlace ? residual : bench.Reserve(blocked.Length);
        View gate = Gate ? bench.Place(factors) : default;
        int slots = ChannelBlock.Slots(Shape.Filters);
        View squeeze = Squeeze ? bench.Reserve(parts * slots) : default;

        Convolution convolution = Convolution.Create(Shape, new LayerWeights(weight, bias, scale, shift), options);
        bench.Run(convolution, w => convolution.Run(w, source, target, residual, gate, squeeze));

        double[] expected = Reference.Convolve(Shape, Transformed(input, scale, shift, factors), weight, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            double plus = Residual ? other[i] : 0;
            expected[i] = Options.ResidualLast
                ? Reference.Activate(Options.Activation, expected[i]) + plus
                : Reference.Activate(Options.Activation, expected[i] + plus);
        }

        float[] actual = Blocks.Unblock(target, Shape.Filters, Shape.OutPlane);
        Near(expected, actual, Tolerance);
        Assert.All(new Span<float>(target.Pointer, slots * Shape.OutPlane).ToArray(), x => Assert.True(float.IsFinite(x), "a pad is not finite"));
        if (Squeeze)
        {
            Near(
                Enumerable.Range(0, Shape.Filters).Select(f => expected.Skip(f * Shape.OutPlane).Take(Shape.OutPlane).Sum()).ToArray(),
                Enumerable.Range(0, Shape.Filters).Select(f => Enumerable.Range(0, parts).Sum(p => squeeze.Pointer[(p * slots) + f])).ToArray(),
                Tolerance * 4);
        }

        return actual;
    }

    private static void Near(double[] expected, float[] actual, double tolerance)
    {
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            double off = Math.Abs(expected[i] - actual[i]);
            Assert.True(off <= tolerance * (1e-3 + largest), $"at {i}: expected {expected[i]}, got {actual[i]}, the largest is {largest}");
        }
    }

    private (View Source, ConvolutionOptions Options) Place(Bench bench, float[] input, Random random)
    {
        if (Options.Planar)
        {
            return (bench.Place(input), Options);
        }

        if (!Scattered)
        {
            // Slots in narrow groups multiply pads by zero, which is why pads must be finite; other slots never read them.
            return (bench.Place(Blocks.Block(input, Shape.Plane, Shape.Groups > 1 ? 1e30f : float.NaN)), Options);
        }

        int slots = ChannelBlock.Slots(3 * Shape.Channels);
        int[] places = Enumerable.Range(0, slots).OrderBy(_ => random.Next()).Take(Shape.Channels)
            .Select(slot => ChannelBlock.Offset(slot, Shape.Plane)).ToArray();
        var blocks = new float[slots * Shape.Plane];
        Array.Fill(blocks, float.NaN);
        Blocks.Put(input, Shape.Plane, places, blocks);

        // The view begins in the middle of what is read: places lie before and behind it.
        int origin = ChannelBlock.Offset(slots / 32 * 16, Shape.Plane);
        return (bench.Place(blocks)[origin], Options with { Channels = places.Select(place => place - origin).ToArray() });
    }

    private double[] Transformed(float[] input, float[]? scale, float[]? shift, float[] factors) => input.Select((x, i) =>
    {
        int channel = i / Shape.Plane;
        double normed = scale is null ? x : ((double)x * scale[channel]) + shift![channel];
        int factor = Options.GateChannels is null ? channel : Options.GateChannels[channel];
        return Reference.Activate(Options.InputActivation, normed) * (Gate ? factors[factor] : 1);
    }).ToArray();
}
