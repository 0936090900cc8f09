using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Applies an epilogue with a <see cref="Joining"/>, the bias apart, to a vector of slots over several pixels.</summary>
internal unsafe partial struct JoiningWriter<L, V> : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private Joining _joining;
    private float* _from;
    private int _count;
    private nint _pixel;
    private float* _target;
    private float* _residual;
    private bool _last;
    private V _scale;
    private V _slope;
    private V _sums;
    private GatheredVector _gathered;
    private bool _gathers;

    /// <summary>Writes as <see cref="EpilogueWriter{L, V}"/> does; where to is told as if the target had the result's own size.</summary>
    public static void Write(in Epilogue epilogue, float* from, float* to, bool joins, int slot, int count)
    {
        Joining joining = epilogue.Joining!;
        (nint block, nint at) = Math.DivRem((nint)(to - epilogue.Target), joining.ResultBlock);
        (nint pixel, nint lane) = Math.DivRem(at, (nint)ChannelBlock.Lanes);
        joins &= joining.Gather is not null || block < joining.ResidualBlocks;
        JoiningWriter<L, V> loop = new()
        {
            _joining = joining,
            _from = from,
            _count = count,
            _pixel = pixel,
            _target = epilogue.Target + (block * joining.TargetBlock) + lane,
            _residual = !joins ? null : joining.Gather is not null ? epilogue.Residual : epilogue.Residual + (block * joining.ResidualBlock) + lane,
            _last = epilogue.ResidualLast,
            _scale = joining.Scale == null ? L.Set(1f) : L.Load(joining.Scale + slot),
            _slope = L.Set(epilogue.Activation.Slope),
            _sums = L.Zero,
            _gathered = joining.Gather is null ? default : joining.Gather[slot / L.Count],
            _gathers = joining.Gather is not null,
        };
        FunctionChoice<L, V>.Run(epilogue.Activation.Kind, ref loop);
        if (epilogue.Squeeze != null)
        {
            L.Store(epilogue.Squeeze + slot, L.Add(L.Load(epilogue.Squeeze + slot), loop._sums));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pixel<F>(V y, nint pixel, int* pixels, CombineKind kind)
        where F : struct, IFunction<L, V>
    {
        if (_residual == null)
        {
            y = F.Apply(y, _slope);
        }
        else
        {
            float* from = _residual + ((pixels == null ? pixel : pixels[pixel]) * ChannelBlock.Lanes);
            V other = L.Mul(_gathers ? new GatheredFetch<L, V>(_gathered).At(from) : L.Load(from), _scale);
            y = _last ? Join(F.Apply(y, _slope), other, kind) : F.Apply(Join(y, other, kind), _slope);
        }

        L.Store(_target + (pixel * ChannelBlock.Lanes), y);
        _sums = L.Add(_sums, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join(V y, V other, CombineKind kind) => kind switch
    {
        CombineKind.Add => L.Add(y, other),
        CombineKind.Multiply => L.Mul(y, other),
        _ => L.Max(y, other),
    };
}
