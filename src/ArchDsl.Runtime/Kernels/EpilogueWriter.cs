using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Gathering;
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
        if (_epilogue.IsResized || (_residual != null && _epilogue.IsSpecial))
        {
            Special<F>();
            return;
        }

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

        Squeeze(sums);
    }

    // A target of another size, a residual of another shape, one with factors, or one that is not added.
    private readonly void Special<F>()
        where F : struct, IFunction<L, V>
    {
        (nint block, nint at) = Math.DivRem((nint)(_to - _epilogue.Target), _epilogue.ResultBlock);
        (nint pixel, nint lane) = Math.DivRem(at, (nint)ChannelBlock.Lanes);
        bool joins = _residual != null && block < _epilogue.ResidualBlocks;
        float* residual = !joins ? null
            : _epilogue.ResidualGather is not null ? _epilogue.Residual
            : _epilogue.Residual + (block * _epilogue.ResidualBlock) + lane;
        float* target = _epilogue.Target + (block * _epilogue.TargetBlock) + lane;
        V sums = L.Zero;
        for (int i = 0; i < _count; i++)
        {
            V y = L.Load(_from + ((nint)i * ChannelBlock.Lanes));
            if (!_epilogue.IsResized)
            {
                Pixel<F>(y, target, residual, pixel + i, ref sums);
                continue;
            }

            (nint row, nint column) = Math.DivRem(pixel + i, (nint)_epilogue.ResultWidth);
            for (int copy = _epilogue.Rows[row]; copy < _epilogue.Rows[row + 1]; copy++)
            {
                for (int beside = _epilogue.Columns[column]; beside < _epilogue.Columns[column + 1]; beside++)
                {
                    Pixel<F>(y, target, residual, ((nint)copy * _epilogue.TargetWidth) + beside, ref sums);
                }
            }
        }

        Squeeze(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Pixel<F>(V y, float* target, float* residual, nint pixel, ref V sums)
        where F : struct, IFunction<L, V>
    {
        V slope = L.Set(_epilogue.Activation.Slope);
        if (residual == null)
        {
            y = F.Apply(y, slope);
        }
        else
        {
            nint met = _epilogue.ResidualPixels == null ? pixel : _epilogue.ResidualPixels[pixel];
            float* from = residual + (met * ChannelBlock.Lanes);
            V other = _epilogue.ResidualGather is null ? L.Load(from) : new GatheredFetch<L, V>(_epilogue.ResidualGather[_slot / L.Count]).At(from);
            other = _epilogue.ResidualScale == null ? other : L.Mul(other, L.Load(_epilogue.ResidualScale + _slot));
            y = _epilogue.ResidualLast ? Join(F.Apply(y, slope), other) : F.Apply(Join(y, other), slope);
        }

        L.Store(target + (pixel * ChannelBlock.Lanes), y);
        sums = L.Add(sums, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Join(V y, V other) => _epilogue.Join switch
    {
        CombineKind.Add => L.Add(y, other),
        CombineKind.Multiply => L.Mul(y, other),
        _ => L.Max(y, other),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Squeeze(V sums)
    {
        if (_epilogue.Squeeze != null)
        {
            float* squeeze = _epilogue.Squeeze + _slot;
            L.Store(squeeze, L.Add(L.Load(squeeze), sums));
        }
    }
}
