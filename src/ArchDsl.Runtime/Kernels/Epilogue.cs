using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>What happens to a result on its way to memory: bias, residual, activation, squeeze.</summary>
internal unsafe struct Epilogue
{
    /// <summary>One value a channel, or null.</summary>
    public float* Bias;

    /// <summary>Channel 0 of the tensor to add, or null.</summary>
    public float* Residual;

    /// <summary>Whether the residual is added after the activation instead of before.</summary>
    public bool ResidualLast;

    public Activation Activation;

    /// <summary>Where this thread sums each channel it writes, or null.</summary>
    public float* Squeeze;

    /// <summary>The plane each channel is written to, or null for its own.</summary>
    public int* Planes;
}

internal static unsafe class EpilogueWriter<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>
    /// Writes <paramref name="rows"/> channels of <paramref name="count"/> pixels each from a tile of accumulators to their
    /// planes at <paramref name="pixel"/>. Rows of the tile are whole vectors.
    /// </summary>
    public static void Write(
        in Epilogue epilogue, float* tile, int tileStride, int rows, int channel, float* target, int plane, int pixel, int count)
    {
        switch (epilogue.Activation.Kind)
        {
            case ActivationKind.None: WriteAs<IdentityFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Relu: WriteAs<ReluFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Relu6: WriteAs<Relu6Function<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Leaky: WriteAs<LeakyFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Silu: WriteAs<SiluFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Mish: WriteAs<MishFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.HardSwish: WriteAs<HardSwishFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.HardSigmoid: WriteAs<HardSigmoidFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Sigmoid: WriteAs<SigmoidFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Gelu: WriteAs<GeluFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            case ActivationKind.Tanh: WriteAs<TanhFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
            default: WriteAs<EluFunction<L, V>>(epilogue, tile, tileStride, rows, channel, target, plane, pixel, count); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteAs<F>(
        in Epilogue epilogue, float* tile, int tileStride, int rows, int channel, float* target, int plane, int pixel, int count)
        where F : struct, IFunction<L, V>
    {
        V slope = L.Set(epilogue.Activation.Slope);
        for (int row = 0; row < rows; row++, channel++, tile += tileStride)
        {
            V bias = epilogue.Bias == null ? L.Zero : L.Set(epilogue.Bias[channel]);
            float* residual = epilogue.Residual == null ? null : epilogue.Residual + ((nint)channel * plane) + pixel;
            int place = epilogue.Planes == null ? channel : epilogue.Planes[channel];
            float* to = target + ((nint)place * plane) + pixel;
            float sum = residual == null ? Plain<F>(tile, to, count, bias, slope, epilogue.Squeeze != null)
                : Add<F>(tile, residual, to, count, bias, slope, epilogue.ResidualLast, epilogue.Squeeze != null);
            if (epilogue.Squeeze != null)
            {
                epilogue.Squeeze[place] += sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Plain<F>(float* tile, float* to, int count, V bias, V slope, bool squeeze)
        where F : struct, IFunction<L, V>
    {
        V sums = L.Zero;
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            V y = F.Apply(L.Add(L.Load(tile + i), bias), slope);
            L.Store(to + i, y);
            sums = L.Add(sums, y);
        }

        float sum = squeeze ? L.Sum(sums) : 0f;
        return i == count ? sum : sum + Tail(F.Apply(L.Add(L.Load(tile + i), bias), slope), to + i, count - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Add<F>(float* tile, float* residual, float* to, int count, V bias, V slope, bool last, bool squeeze)
        where F : struct, IFunction<L, V>
    {
        V sums = L.Zero;
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            V y = Join<F>(L.Add(L.Load(tile + i), bias), L.Load(residual + i), slope, last);
            L.Store(to + i, y);
            sums = L.Add(sums, y);
        }

        float sum = squeeze ? L.Sum(sums) : 0f;
        if (i == count)
        {
            return sum;
        }

        V rest = PartialVector.Load<L, V>(residual + i, count - i);
        return sum + Tail(Join<F>(L.Add(L.Load(tile + i), bias), rest, slope, last), to + i, count - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join<F>(V x, V residual, V slope, bool last)
        where F : struct, IFunction<L, V> =>
        last ? L.Add(F.Apply(x, slope), residual) : F.Apply(L.Add(x, residual), slope);

    private static float Tail(V value, float* to, int count)
    {
        PartialVector.Store<L, V>(to, count, value);
        float sum = 0f;
        for (int i = 0; i < count; i++)
        {
            sum += to[i];
        }

        return sum;
    }
}
