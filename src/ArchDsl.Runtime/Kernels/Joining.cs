using System.Runtime.InteropServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// How a convolution's residual joins its result when there is more to it than adding one of the target's shape and slots, and
/// where results go when the target is of another size.
/// </summary>
internal sealed unsafe class Joining
{
    private readonly AlignedBuffer? _scale;
    private readonly AlignedBuffer? _pixels;
    private readonly AlignedBuffer? _rows;
    private readonly AlignedBuffer? _columns;

    private Joining(ConvolutionShape shape, float[]? scale, ConvolutionOptions options, int slots)
    {
        bool isResized = options.Resized != default;
        ResizedMap target = isResized ? options.Resized : new ResizedMap(shape.OutHeight, shape.OutWidth);
        bool isFar = options.Residual != default;
        ResidualShape residual = isFar ? options.Residual : new ResidualShape(shape.Filters, target.Height, target.Width);
        Kind = options.Join;
        ResultBlock = (nint)shape.OutPlane * ChannelBlock.Lanes;
        ResultWidth = shape.OutWidth;
        TargetBlock = (nint)target.Height * target.Width * ChannelBlock.Lanes;
        TargetWidth = target.Width;
        ResidualBlock = (nint)residual.Height * residual.Width * ChannelBlock.Lanes;
        ResidualBlocks = ChannelBlock.Count(residual.Channels);
        _rows = isResized ? OfInts(ResizedMap.Begins(shape.OutHeight, target.Height)) : null;
        _columns = isResized ? OfInts(ResizedMap.Begins(shape.OutWidth, target.Width)) : null;
        _pixels = isFar ? OfInts(residual.Pixels(target.Height, target.Width)) : null;
        Gather = options.ResidualChannels is null ? null : new LaneGather(
            options.ResidualChannels.Select(offset => offset == -1 ? LaneGather.Nothing : offset).ToArray(), SimdWidths.Lanes(SimdWidths.Resolve(options.Width)));
        if (scale is null && residual.Channels >= shape.Filters)
        {
            return;
        }

        // Slots without a residual have a factor of zero.
        _scale = new AlignedBuffer(slots);
        for (int slot = 0; slot < Math.Min(residual.Channels, shape.Filters); slot++)
        {
            _scale.Pointer[slot] = scale is null ? 1f : scale[slot];
        }
    }

    /// <summary>How the residual joins.</summary>
    public CombineKind Kind { get; }

    /// <summary>One factor a slot for the residual, or null.</summary>
    public float* Scale => _scale is null ? null : _scale.Pointer;

    /// <summary>For each pixel of the target the residual's, or null where they are the same.</summary>
    public int* Pixels => Ints(_pixels);

    /// <summary>Where the residual's channels are; null where they are in the target's slots.</summary>
    public LaneGather? Gather { get; }

    /// <summary>Floats of a block of the residual.</summary>
    public nint ResidualBlock { get; }

    /// <summary>Blocks of the residual; what is written behind them meets none.</summary>
    public int ResidualBlocks { get; }

    /// <summary>Floats of a block of the result, at its own size.</summary>
    public nint ResultBlock { get; }

    /// <summary>Pixels of a row of the result, at its own size.</summary>
    public int ResultWidth { get; }

    /// <summary>For each row of the result, and behind the last, the first row of the target that is its copy; null where sizes are the same.</summary>
    public int* Rows => Ints(_rows);

    /// <summary>The same for columns.</summary>
    public int* Columns => Ints(_columns);

    /// <summary>Floats of a block of the target.</summary>
    public nint TargetBlock { get; }

    /// <summary>Pixels of a row of the target.</summary>
    public int TargetWidth { get; }

    /// <summary>What a convolution needs, or null for nothing.</summary>
    public static Joining? Of(ConvolutionShape shape, float[]? scale, ConvolutionOptions options, int slots)
    {
        bool plain = scale is null && options.Join == CombineKind.Add && options.Residual == default && options.Resized == default && options.ResidualChannels is null;
        return plain ? null : new Joining(shape, scale, options, slots);
    }

    private static int* Ints(AlignedBuffer? values) => values is null ? null : (int*)values.Pointer;

    private static AlignedBuffer OfInts(int[] values) => AlignedBuffer.Of(MemoryMarshal.Cast<int, float>(values.AsSpan()));
}
