using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// target = activation(source * scale[s] + shift[s]): a norm that no convolution could take in, an activation alone, or
/// with neither a copy. Each slot of the target can come from any channel of the source.
/// </summary>
public sealed unsafe class Affine : Kernel
{
    private readonly BlockChunks _chunks;
    private readonly AlignedBuffer? _scale;
    private readonly AlignedBuffer? _shift;
    private readonly LaneGather? _gather;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="slots">Slots of the target.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="norm">One factor and one addend a slot; null for a norm that does nothing.</param>
    /// <param name="from">
    /// For each slot of the target how many floats behind the source view pixel 0 of its channel is, or -1 for a pad, which
    /// counts as zero; null where each slot comes from the same slot.
    /// </param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The norm or the places do not hold one value a slot.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot or no pixel.</exception>
    public Affine(int slots, int plane, Activation activation = default, ScaleShift? norm = null, int[]? from = null, SimdWidth width = SimdWidth.Best)
    {
        _chunks = new BlockChunks(slots, plane);
        if (norm is not null && (norm.Scale.Length != slots || norm.Shift.Length != slots))
        {
            throw new ArgumentException($"scale and shift must hold {slots} values each");
        }

        if (from is not null && from.Length != slots)
        {
            throw new ArgumentException($"{from.Length} places given for {slots} slots");
        }

        _activation = activation;
        _width = SimdWidths.Resolve(width);
        _scale = norm is null ? null : BlockValues.Of(norm.Scale);
        _shift = norm is null ? null : BlockValues.Of(norm.Shift);
        _gather = from is null ? null : new LaneGather(from.Select(offset => offset == -1 ? LaneGather.Nothing : offset).ToArray(), SimdWidths.Lanes(_width));
    }

    /// <inheritdoc/>
    public override string Method => (_scale is not null ? "norm" : _activation.Kind != ActivationKind.None ? "activation" : "copy") + (_gather is null ? "" : ", gathered");

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input's blocks, C/16×H×W×16.</param>
    /// <param name="target">
    /// The output's blocks, C/16×H×W×16. They may be the source's where every slot comes from the same slot, and must not overlap it otherwise.
    /// </param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_chunks.Count);
        for (int i = begin; i < end; i++)
        {
            (int block, int first, int pixels) = _chunks[i];
            float* scale = _scale is null ? null : _scale.Pointer + (block * ChannelBlock.Lanes);
            float* shift = _shift is null ? null : _shift.Pointer + (block * ChannelBlock.Lanes);
            nint at = _chunks.Offset(block, first);
            if (_gather is null)
            {
                BlockLoops<L, V>.Affine(source + at, target + at, pixels, _activation, scale, shift);
            }
            else
            {
                float* from = source + ((nint)first * ChannelBlock.Lanes);
                BlockLoops<L, V>.Affine(_gather, block, from, ChannelBlock.Lanes, target + at, pixels, _activation, scale, shift);
            }
        }
    }
}
