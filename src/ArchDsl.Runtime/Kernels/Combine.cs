using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>How two maps become one, element by element.</summary>
public enum CombineKind
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>The larger.</summary>
    Max,
}

/// <summary>
/// target = activation(a op b), or activation(a op b + residual). The second map may be one number a channel that spreads
/// over the plane: a channel gate.
/// </summary>
public sealed unsafe class Combine : Kernel
{
    private readonly CombineKind _kind;
    private readonly int _channels;
    private readonly int _plane;
    private readonly bool _spread;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="kind">The operation.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="plane">Pixels of each.</param>
    /// <param name="spread">Whether the second map is one number a channel.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    public Combine(CombineKind kind, int channels, int plane, bool spread = false, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane, 1);
        _kind = kind;
        _channels = channels;
        _plane = plane;
        _spread = spread;
        _activation = activation;
        _width = SimdWidths.Resolve(width);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="a">The first map, C×H×W.</param>
    /// <param name="b">The second map, C×H×W, or one float a channel.</param>
    /// <param name="target">The output, C×H×W; it may be any of the inputs that is a whole map.</param>
    /// <param name="residual">A map to add before the activation, or none.</param>
    public void Run(CpuWorker worker, View a, View b, View target, View residual = default)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Vector512<float>>(worker, a.Pointer, b.Pointer, target.Pointer, residual.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Vector256<float>>(worker, a.Pointer, b.Pointer, target.Pointer, residual.Pointer); break;
            default: Compute<Lanes128, Vector128<float>>(worker, a.Pointer, b.Pointer, target.Pointer, residual.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* a, float* b, float* target, float* residual)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            nint at = (nint)channel * _plane;
            float* second = _spread ? b + channel : b + at;
            float* third = residual == null ? null : residual + at;
            switch (_kind)
            {
                case CombineKind.Add: Plane<L, V, Adding<L, V>>(a + at, second, target + at, third); break;
                case CombineKind.Multiply: Plane<L, V, Multiplying<L, V>>(a + at, second, target + at, third); break;
                default: Plane<L, V, Choosing<L, V>>(a + at, second, target + at, third); break;
            }

            if (_activation.Kind != ActivationKind.None)
            {
                Pointwise<L, V>.Apply(_activation, target + at, target + at, _plane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Plane<L, V, O>(float* a, float* b, float* target, float* residual)
        where L : struct, ILanes<V>
        where V : struct
        where O : struct, IPair<V>
    {
        V same = L.Set(*b);
        int i = 0;
        for (; i <= _plane - L.Count; i += L.Count)
        {
            V y = O.Of(L.Load(a + i), _spread ? same : L.Load(b + i));
            L.Store(target + i, residual == null ? y : L.Add(y, L.Load(residual + i)));
        }

        int left = _plane - i;
        if (left > 0)
        {
            V y = O.Of(PartialVector.Load<L, V>(a + i, left), _spread ? same : PartialVector.Load<L, V>(b + i, left));
            y = residual == null ? y : L.Add(y, PartialVector.Load<L, V>(residual + i, left));
            PartialVector.Store<L, V>(target + i, left, y);
        }
    }
}

internal interface IPair<V>
    where V : struct
{
    static abstract V Of(V a, V b);
}

internal readonly struct Adding<L, V> : IPair<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static V Of(V a, V b) => L.Add(a, b);
}

internal readonly struct Multiplying<L, V> : IPair<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static V Of(V a, V b) => L.Mul(a, b);
}

internal readonly struct Choosing<L, V> : IPair<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static V Of(V a, V b) => L.Max(a, b);
}
