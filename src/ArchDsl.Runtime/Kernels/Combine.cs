using System.Runtime.CompilerServices;
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
/// target = activation(a op b), or activation(a op b + residual), slot by slot. The second map may be one number a channel
/// that spreads over the plane: a channel gate.
/// </summary>
public sealed unsafe class Combine : Kernel
{
    private readonly CombineKind _kind;
    private readonly BlockChunks _chunks;
    private readonly bool _spread;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="kind">The operation.</param>
    /// <param name="slots">Slots of the maps, which all have their channels in the same ones.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="spread">Whether the second map is one number a channel.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot or no pixel.</exception>
    public Combine(CombineKind kind, int slots, int plane, bool spread = false, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        _chunks = new BlockChunks(slots, plane);
        _kind = kind;
        _spread = spread;
        _activation = activation;
        _width = SimdWidths.Resolve(width);
    }

    /// <inheritdoc/>
    public override string Method => _kind switch { CombineKind.Add => "add", CombineKind.Multiply => "multiply", _ => "max" };

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="a">The first map's blocks, C/16×H×W×16.</param>
    /// <param name="b">The second map's blocks, C/16×H×W×16, or one float a slot.</param>
    /// <param name="target">The output's blocks, C/16×H×W×16; they may be those of any input that is a whole map.</param>
    /// <param name="residual">A map to add before the activation, or none.</param>
    public void Run(CpuWorker worker, View a, View b, View target, View residual = default)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, a.Pointer, b.Pointer, target.Pointer, residual.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, a.Pointer, b.Pointer, target.Pointer, residual.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, a.Pointer, b.Pointer, target.Pointer, residual.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* a, float* b, float* target, float* residual)
        where L : struct, ILanes<V>
        where V : struct
    {
        switch (_kind)
        {
            case CombineKind.Add: Chunks<L, V, Adding<L, V>>(worker, a, b, target, residual); break;
            case CombineKind.Multiply: Chunks<L, V, Multiplying<L, V>>(worker, a, b, target, residual); break;
            default: Chunks<L, V, Choosing<L, V>>(worker, a, b, target, residual); break;
        }
    }

    private void Chunks<L, V, O>(CpuWorker worker, float* a, float* b, float* target, float* residual)
        where L : struct, ILanes<V>
        where V : struct
        where O : struct, IPair<V>
    {
        (int begin, int end) = worker.Share(_chunks.Count);
        for (int i = begin; i < end; i++)
        {
            (int block, int first, int pixels) = _chunks[i];
            nint at = _chunks.Offset(block, first);
            float* second = _spread ? b + (block * ChannelBlock.Lanes) : b + at;
            float* third = residual == null ? null : residual + at;
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                var loop = new CombineLoop<L, V, O>(
                    a + at + lane, second + lane, _spread, third == null ? null : third + lane, target + at + lane, pixels, _activation.Slope);
                FunctionChoice<L, V>.Run(_activation.Kind, ref loop);
            }
        }
    }
}

/// <summary>to = f(a op b + residual) for one vector of lanes of several pixels.</summary>
internal readonly unsafe partial struct CombineLoop<L, V, O>(float* a, float* b, bool spread, float* residual, float* to, int pixels, float slope)
    : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IPair<V>
{
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of(V a, V b) => L.Add(a, b);
}

internal readonly struct Multiplying<L, V> : IPair<V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of(V a, V b) => L.Mul(a, b);
}

internal readonly struct Choosing<L, V> : IPair<V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of(V a, V b) => L.Max(a, b);
}
