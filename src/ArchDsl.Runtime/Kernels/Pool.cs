using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Windows;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Maximum or mean over a sliding window of each channel's map, exactly as PyTorch counts partial windows.</summary>
public abstract unsafe class Pool : Kernel
{
    private protected Pool()
    {
    }

    /// <summary>The largest of each window; padding is never larger.</summary>
    /// <param name="shape">The geometry. Channels count slots where some of them are pads.</param>
    /// <param name="input">Where channels come from and what happens to them before; by default a tensor as it stands.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The shape is no pool's, or the input is not of its slots.</exception>
    public static Pool Max(PoolShape shape, MapInput input = default, Activation activation = default, SimdWidth width = SimdWidth.Best) => SimdWidths.Resolve(width) switch
    {
        SimdWidth.Bits512 => new WindowPool<Lanes512, Floats512, Largest<Lanes512, Floats512>>(shape, input, activation, float.NegativeInfinity),
        SimdWidth.Bits256 => new WindowPool<Lanes256, Floats256, Largest<Lanes256, Floats256>>(shape, input, activation, float.NegativeInfinity),
        _ => new WindowPool<Lanes128, Floats128, Largest<Lanes128, Floats128>>(shape, input, activation, float.NegativeInfinity),
    };

    /// <summary>The mean of each window.</summary>
    /// <param name="shape">The geometry. Channels count slots where some of them are pads.</param>
    /// <param name="countPadding">Whether padding counts in the divisor; what hangs over the padding never does.</param>
    /// <param name="input">Where channels come from and what happens to them before; by default a tensor as it stands.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The shape is no pool's, or the input is not of its slots.</exception>
    public static Pool Average(PoolShape shape, bool countPadding = true, MapInput input = default, Activation activation = default, SimdWidth width = SimdWidth.Best) => SimdWidths.Resolve(width) switch
    {
        SimdWidth.Bits512 => new WindowPool<Lanes512, Floats512, Mean<Lanes512, Floats512>>(shape, input, activation, 0f, Factors(shape, countPadding)),
        SimdWidth.Bits256 => new WindowPool<Lanes256, Floats256, Mean<Lanes256, Floats256>>(shape, input, activation, 0f, Factors(shape, countPadding)),
        _ => new WindowPool<Lanes128, Floats128, Mean<Lanes128, Floats128>>(shape, input, activation, 0f, Factors(shape, countPadding)),
    };

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input's blocks, C/16×H×W×16, or what its channels' places count from.</param>
    /// <param name="target">The output's blocks, C/16×H×W×16; they must not overlap the input.</param>
    public abstract void Run(CpuWorker worker, View source, View target);

    // One over the inputs that each window counts.
    private static float[] Factors(PoolShape shape, bool countPadding)
    {
        shape.Check();
        int[] rows = Counts(shape.OutHeight, shape.Height, shape.KernelHeight, shape.StrideY, shape.PadY, countPadding);
        int[] columns = Counts(shape.OutWidth, shape.Width, shape.KernelWidth, shape.StrideX, shape.PadX, countPadding);
        return Arrays.Of(rows.Length * columns.Length, i => 1f / (rows[i / columns.Length] * columns[i % columns.Length]));
    }

    private static int[] Counts(int outputs, int length, int kernel, int stride, int pad, bool countPadding)
    {
        var counts = new int[outputs];
        for (int i = 0; i < outputs; i++)
        {
            int start = (i * stride) - pad;
            int end = Math.Min(start + kernel, length + pad);
            counts[i] = countPadding ? end - start : Math.Min(end, length) - Math.Max(start, 0);
        }

        return counts;
    }
}
