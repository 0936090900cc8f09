using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// The source blocks that hold a convolution's input channels, each once, and where every channel is among them. A
/// convolution that copies or transforms its input does so by whole blocks, wherever they lie and whatever else is in them.
/// </summary>
internal sealed unsafe class InputBlocks
{
    private readonly List<int> _starts = [];
    private readonly AlignedBuffer? _scale;
    private readonly AlignedBuffer? _shift;

    /// <summary>Finds the blocks.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="weights">The input's scale and shift, if any.</param>
    /// <param name="options">Where the channels are.</param>
    public InputBlocks(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
    {
        Unit = options.Planar ? 1 : ChannelBlock.Lanes;
        Slots = new int[shape.Channels];
        var owners = new List<int[]>();
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            int place = Place(shape, options, channel);
            int lane = options.Planar ? 0 : place & (ChannelBlock.Lanes - 1);
            Slots[channel] = (BlockOf(place - lane, lane, channel, owners, weights) * Unit) + lane;
        }

        if (weights.InputScale is null || weights.InputShift is null)
        {
            return;
        }

        // Lanes that no channel uses become zero.
        _scale = new AlignedBuffer(Count * Unit);
        _shift = new AlignedBuffer(Count * Unit);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            _scale.Pointer[Slots[channel]] = weights.InputScale[channel];
            _shift.Pointer[Slots[channel]] = weights.InputShift[channel];
        }
    }

    /// <summary>Floats of a pixel of a block: its lanes, or one of a plane.</summary>
    public int Unit { get; }

    /// <summary>How many blocks (or planes) there are.</summary>
    public int Count => _starts.Count;

    /// <summary>Where each channel is when the blocks' pixels lie one behind the other.</summary>
    public int[] Slots { get; }

    /// <summary>Whether the channels are the blocks' lanes one after the other.</summary>
    public bool IsInOrder
    {
        get
        {
            bool inOrder = true;
            for (int channel = 0; channel < Slots.Length; channel++)
            {
                inOrder &= Slots[channel] == channel;
            }

            return inOrder;
        }
    }

    /// <summary>One factor a slot, or null.</summary>
    public float* Scale => _scale == null ? null : _scale.Pointer;

    /// <summary>One addend a slot, or null.</summary>
    public float* Shift => _shift == null ? null : _shift.Pointer;

    /// <summary>Where a channel's pixel 0 is in the source.</summary>
    public static int Place(ConvolutionShape shape, ConvolutionOptions options, int channel) =>
        options.Channels is not null ? options.Channels[channel]
        : options.Planar ? channel * shape.Plane
        : ChannelBlock.Offset(channel, shape.Plane);

    /// <summary>Where every channel's pixel 0 is in the source.</summary>
    public static int[] Places(ConvolutionShape shape, ConvolutionOptions options)
    {
        var places = new int[shape.Channels];
        for (int channel = 0; channel < places.Length; channel++)
        {
            places[channel] = Place(shape, options, channel);
        }

        return places;
    }

    /// <summary>Where a block's pixel 0 is in the source.</summary>
    public int Start(int block) => _starts[block];

    /// <summary>Where each channel is when a block takes that many floats.</summary>
    public int[] Places(int blockFloats)
    {
        var places = new int[Slots.Length];
        for (int channel = 0; channel < places.Length; channel++)
        {
            places[channel] = (Slots[channel] / Unit * blockFloats) + (Slots[channel] % Unit);
        }

        return places;
    }

    // A channel that is read twice under two norms takes a second copy of its block. Owners are counted from 1.
    private int BlockOf(int start, int lane, int channel, List<int[]> owners, LayerWeights weights)
    {
        for (int block = 0; block < owners.Count; block++)
        {
            if (_starts[block] == start && (owners[block][lane] == 0 || SameNorm(weights, owners[block][lane] - 1, channel)))
            {
                owners[block][lane] = channel + 1;
                return block;
            }
        }

        _starts.Add(start);
        owners.Add(new int[ChannelBlock.Lanes]);
        owners[^1][lane] = channel + 1;
        return owners.Count - 1;
    }

    private static bool SameNorm(LayerWeights weights, int a, int b) =>
        weights.InputScale is null
        || (weights.InputScale[a].Equals(weights.InputScale[b]) && weights.InputShift![a].Equals(weights.InputShift[b]));
}
