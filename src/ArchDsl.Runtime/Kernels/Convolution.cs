using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A 2-D convolution with its epilogue: target = activation(conv(source) + bias + residual), or with the residual added
/// last. A pointwise one can read its channels from several places and transform them on the way in.
/// </summary>
public abstract unsafe class Convolution : Kernel
{
    private readonly AlignedBuffer? _bias;
    private readonly AlignedBuffer? _inputScale;
    private readonly AlignedBuffer? _inputShift;
    private readonly AlignedBuffer? _planes;
    private readonly Activation _inputActivation;
    private readonly ConvolutionOptions _options;

    internal Convolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
    {
        Shape = shape;
        _options = options;
        _bias = weights.Bias is null ? null : AlignedBuffer.Of(weights.Bias);
        _inputScale = weights.InputScale is null ? null : AlignedBuffer.Of(weights.InputScale);
        _inputShift = weights.InputShift is null ? null : AlignedBuffer.Of(weights.InputShift);
        _inputActivation = options.InputActivation;
        _planes = options.Planes is null ? null : AlignedBuffer.Of(System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(options.Planes));
    }

    /// <summary>The geometry.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>Packs <paramref name="weights"/> for this machine.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="weights">Filters × (channels / groups) × kernel height × kernel width, and a bias if there is one.</param>
    /// <param name="options">The epilogue and what happens to the input.</param>
    /// <exception cref="ArgumentException">The shape is no convolution's, or the weights do not have it.</exception>
    public static Convolution Create(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options = default)
    {
        shape.Check();
        weights.Check(shape);
        options.Check(shape);
        if (shape.Groups > 1 && shape.GroupChannels == 1 && weights.InputScale is null)
        {
            return SimdWidths.Resolve(options.Width) switch
            {
                SimdWidth.Bits512 => new DepthwiseConvolution<Lanes512, Vector512<float>>(shape, weights, options),
                SimdWidth.Bits256 => new DepthwiseConvolution<Lanes256, Vector256<float>>(shape, weights, options),
                _ => new DepthwiseConvolution<Lanes128, Vector128<float>>(shape, weights, options),
            };
        }

        if (GroupedConvolution.Pays(shape) && weights.InputScale is null)
        {
            return SimdWidths.Resolve(options.Width) switch
            {
                SimdWidth.Bits512 => new GroupedConvolution<Lanes512, Vector512<float>>(shape, weights, options),
                SimdWidth.Bits256 => new GroupedConvolution<Lanes256, Vector256<float>>(shape, weights, options),
                _ => new GroupedConvolution<Lanes128, Vector128<float>>(shape, weights, options),
            };
        }

        return SimdWidths.Resolve(options.Width) switch
        {
            SimdWidth.Bits512 => new DenseConvolution<Lanes512, Vector512<float>>(shape, weights, options),
            SimdWidth.Bits256 => new DenseConvolution<Lanes256, Vector256<float>>(shape, weights, options),
            _ => new DenseConvolution<Lanes128, Vector128<float>>(shape, weights, options),
        };
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input, C×H×W.</param>
    /// <param name="target">The output, C×H×W; it must not overlap the input.</param>
    /// <param name="residual">A tensor of the output's shape to add, or none; it may be the target itself.</param>
    /// <param name="gate">One factor an input channel (pointwise only), or none.</param>
    /// <param name="squeeze">Where channel sums go, <see cref="CpuWorker.Parts"/> × output channels, or none.</param>
    public void Run(CpuWorker worker, View source, View target, View residual = default, View gate = default, View squeeze = default) =>
        Run(worker, [new Source(source, Shape.Channels)], target, residual, gate, squeeze);

    /// <summary>Computes this worker's share of one sample from channels that live in several places.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="sources">The input's channels in order.</param>
    /// <param name="target">The output, C×H×W; it must not overlap the input.</param>
    /// <param name="residual">A tensor of the output's shape to add, or none; it may be the target itself.</param>
    /// <param name="gate">One factor an input channel (pointwise only), or none.</param>
    /// <param name="squeeze">Where channel sums go, <see cref="CpuWorker.Parts"/> × output channels, or none.</param>
    public void Run(
        CpuWorker worker, ReadOnlySpan<Source> sources, View target, View residual = default, View gate = default, View squeeze = default)
    {
        Epilogue epilogue = new()
        {
            Bias = _bias == null ? null : _bias.Pointer,
            Residual = residual.Pointer,
            ResidualLast = _options.ResidualLast,
            Activation = _options.Activation,
            Planes = _planes == null ? null : (int*)_planes.Pointer,
        };
        if (squeeze.Pointer != null)
        {
            epilogue.Squeeze = squeeze.Pointer + (worker.Part * Shape.Filters);
            new Span<float>(epilogue.Squeeze, Shape.Filters).Clear();
        }

        InputTransform transform = new()
        {
            Scale = _inputScale == null ? null : _inputScale.Pointer,
            Shift = _inputShift == null ? null : _inputShift.Pointer,
            Activation = _inputActivation,
            Gate = gate.Pointer,
        };
        Compute(worker, sources, target.Pointer, epilogue, transform);
    }

    internal abstract void Compute(
        CpuWorker worker, ReadOnlySpan<Source> sources, float* target, in Epilogue epilogue, in InputTransform transform);
}
