using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Applies an epilogue, the bias apart, to a vector of slots over several pixels.</summary>
internal unsafe struct EpilogueWriter<L, V> : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private Epilogue _epilogue;
    private float* _from;
    private float* _to;
    private float* _residual;
    private int _slot;
    private int _count;

    /// <summary>
    /// Writes <see cref="ILanes{V}.Count"/> slots of <paramref name="count"/> pixels, each a block's lanes after the one before.
    /// </summary>
    /// <param name="epilogue">What to apply.</param>
    /// <param name="from">The results, bias included; may be where they are written to.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="residual">What to add, or null: the place of <paramref name="to"/> in the epilogue's residual.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="count">How many pixels.</param>
    public static void Write(in Epilogue epilogue, float* from, float* to, float* residual, int slot, int count)
    {
        if (epilogue.Joining is not null)
        {
            JoiningWriter<L, V>.Write(epilogue, from, to, residual != null, slot, count);
            return;
        }

        EpilogueWriter<L, V> loop = new()
        {
            _epilogue = epilogue,
            _from = from,
            _to = to,
            _residual = residual,
            _slot = slot,
            _count = count,
        };
        FunctionChoice<L, V>.Run(epilogue.Activation.Kind, ref loop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<F>()
        where F : struct, IFunction<L, V>
    {
        V slope = L.Set(_epilogue.Activation.Slope);
        V sums = L.Zero;
        bool last = _epilogue.ResidualLast;
        float* end = _from + ((nint)_count * ChannelBlock.Lanes);
        float* to = _to;
        float* residual = _residual;
        for (float* from = _from; from < end; from += ChannelBlock.Lanes, to += ChannelBlock.Lanes)
        {
            V y = L.Load(from);
            if (residual == null)
            {
                y = F.Apply(y, slope);
            }
            else
            {
                V other = L.Load(residual);
                y = last ? L.Add(F.Apply(y, slope), other) : F.Apply(L.Add(y, other), slope);
                residual += ChannelBlock.Lanes;
            }

            L.Store(to, y);
            sums = L.Add(sums, y);
        }

        if (_epilogue.Squeeze != null)
        {
            float* squeeze = _epilogue.Squeeze + _slot;
            L.Store(squeeze, L.Add(L.Load(squeeze), sums));
        }
    }
}
