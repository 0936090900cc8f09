using System.Runtime.InteropServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>What an epilogue must know of a convolution's residual and of the size of its target, as constants.</summary>
internal sealed unsafe class Residuals
{
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionOptions _options;
    private readonly LaneGather? _gather;
    private readonly AlignedBuffer? _scale;
    private readonly AlignedBuffer? _pixels;
    private readonly AlignedBuffer? _rows;
    private readonly AlignedBuffer? _columns;

    public Residuals(ConvolutionShape shape, float[]? scale, ConvolutionOptions options, int slots)
    {
        _shape = shape;
        _options = options;
        Target = options.Resized == default ? new ResizedMap(shape.OutHeight, shape.OutWidth) : options.Resized;
        if (options.Resized != default)
        {
            _rows = OfInts(ResizedMap.Begins(shape.OutHeight, Target.Height));
            _columns = OfInts(ResizedMap.Begins(shape.OutWidth, Target.Width));
        }

        bool isFar = options.Residual != default;
        if (isFar)
        {
            _pixels = OfInts(options.Residual.Pixels(Target.Height, Target.Width));
        }

        if (options.ResidualChannels is not null)
        {
            _gather = new LaneGather(options.ResidualChannels.Select(offset => offset == -1 ? LaneGather.Nothing : offset).ToArray(), SimdWidths.Lanes(SimdWidths.Resolve(options.Width)));
        }

        int channels = isFar ? Math.Min(options.Residual.Channels, shape.Filters) : shape.Filters;
        if (scale is not null || channels < shape.Filters)
        {
            _scale = new AlignedBuffer(slots);
            for (int slot = 0; slot < channels; slot++)
            {
                _scale.Pointer[slot] = scale is null ? 1f : scale[slot];
            }
        }
    }

    private ResizedMap Target { get; }

    /// <summary>Fills in all but the places themselves.</summary>
    public void Describe(ref Epilogue epilogue)
    {
        bool isFar = _options.Residual != default;
        int plane = Target.Height * Target.Width;
        epilogue.ResidualLast = _options.ResidualLast;
        epilogue.Join = _options.Join;
        epilogue.ResidualScale = _scale is null ? null : _scale.Pointer;
        epilogue.ResidualPixels = Ints(_pixels);
        epilogue.ResidualGather = _gather;
        epilogue.ResidualBlock = (nint)(isFar ? _options.Residual.Height * _options.Residual.Width : plane) * ChannelBlock.Lanes;
        epilogue.ResidualBlocks = ChannelBlock.Count(isFar ? _options.Residual.Channels : _shape.Filters);
        epilogue.ResultBlock = (nint)_shape.OutPlane * ChannelBlock.Lanes;
        epilogue.ResultWidth = _shape.OutWidth;
        epilogue.Rows = Ints(_rows);
        epilogue.Columns = Ints(_columns);
        epilogue.TargetBlock = (nint)plane * ChannelBlock.Lanes;
        epilogue.TargetWidth = Target.Width;
    }

    private static int* Ints(AlignedBuffer? values) => values is null ? null : (int*)values.Pointer;

    private static AlignedBuffer OfInts(int[] values) => AlignedBuffer.Of(MemoryMarshal.Cast<int, float>(values.AsSpan()));
}
