using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Gathering;

/// <summary>Gives a kernel the blocks of its input: where they are, if they are there as they stand, else some pixels at a time.</summary>
internal sealed unsafe class MapReader<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private readonly nint _block;
    private readonly LaneGather? _gather;
    private readonly AlignedBuffer? _scale;
    private readonly AlignedBuffer? _shift;
    private readonly Activation _activation;

    /// <summary>Prepares to read.</summary>
    /// <param name="input">What to read.</param>
    /// <param name="slots">Slots of the kernel's blocks.</param>
    /// <param name="plane">Pixels of a map.</param>
    /// <exception cref="ArgumentException">The norm or the places do not hold one value a slot.</exception>
    public MapReader(MapInput input, int slots, int plane)
    {
        if (input.From is not null && input.From.Length != slots)
        {
            throw new ArgumentException($"{input.From.Length} places given for {slots} slots");
        }

        if (input.Norm is not null && (input.Norm.Scale.Length != slots || input.Norm.Shift.Length != slots))
        {
            throw new ArgumentException($"scale and shift must hold {slots} values each");
        }

        _block = (nint)plane * ChannelBlock.Lanes;
        _activation = input.Activation;
        _scale = input.Norm is null ? null : BlockValues.Of(input.Norm.Scale);
        _shift = input.Norm is null ? null : BlockValues.Of(input.Norm.Shift);
        _gather = input.From is null ? null : new LaneGather(input.From.Select(offset => offset == -1 ? LaneGather.Nothing : offset).ToArray(), L.Count);
    }

    /// <summary>Whether pixels change on their way.</summary>
    public bool Transforms => _scale is not null || _activation.Kind != ActivationKind.None;

    /// <summary>Whether channels come from other slots.</summary>
    public bool Gathers => _gather is not null;

    /// <summary>Whether a block is in the source as it stands, and how many floats behind its start.</summary>
    public bool IsInPlace(int block, out nint offset)
    {
        offset = block * _block;
        if (Transforms)
        {
            return false;
        }

        bool whole = true;
        if (_gather is not null)
        {
            whole = _gather.IsWhole(block, out int start);
            offset = start;
        }

        return whole;
    }

    /// <summary>to = what is read of some neighbouring pixels of a block.</summary>
    public void Read(float* source, int block, int first, int pixels, float* to) => Read(
        source, block, first, pixels, to, _activation,
        _scale is null ? null : _scale.Pointer + (block * ChannelBlock.Lanes), _shift is null ? null : _shift.Pointer + (block * ChannelBlock.Lanes));

    /// <summary>to = activation(gathered * scale + shift) of some neighbouring pixels, in place of the reader's own norm and activation.</summary>
    public void Read(float* source, int block, int first, int pixels, float* to, Activation activation, float* scale, float* shift)
    {
        float* from = source + ((nint)first * ChannelBlock.Lanes);
        if (_gather is null)
        {
            BlockLoops<L, V>.Affine(from + (block * _block), to, pixels, activation, scale, shift);
        }
        else
        {
            BlockLoops<L, V>.Affine(_gather, block, from, ChannelBlock.Lanes, to, pixels, activation, scale, shift);
        }
    }
}
