using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A 2-D convolution with its epilogue: target = activation(conv(source) + bias + residual), or with the residual added
/// last. Tensors are channel-blocked; the target is whole blocks, filter f in slot f and zero weights beyond the last.
/// </summary>
public abstract unsafe class Convolution : Kernel
{
    private readonly AlignedBuffer _bias;
    private readonly Joining? _joining;

    internal Convolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
    {
        Shape = shape;
        Options = options;
        _bias = new AlignedBuffer(Slots);
        weights.Bias?.CopyTo(_bias.Span);
        _joining = Joining.Of(shape, weights.ResidualScale, options, Slots);
    }

    /// <summary>The geometry.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>How it is computed: never <see cref="ConvolutionAlgorithm.Auto"/>.</summary>
    public virtual ConvolutionAlgorithm Algorithm => ConvolutionAlgorithm.Direct;

    /// <summary>Slots of the target: the filters, rounded up to whole blocks.</summary>
    internal int Slots => ChannelBlock.Slots(Shape.Filters);

    internal ConvolutionOptions Options { get; }

    /// <summary>Packs <paramref name="weights"/> for this machine.</summary>
    /// <param name="shape">The geometry. Filters count the target's slots where some of them are pads.</param>
    /// <param name="weights">Filters × (channels / groups) × kernel height × kernel width, and a bias if there is one.</param>
    /// <param name="options">The epilogue, where the input's channels are and what happens to them.</param>
    /// <exception cref="ArgumentException">
    /// The shape is no convolution's, the weights do not have it, or the algorithm asked for cannot compute it.
    /// </exception>
    public static Convolution Create(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(weights);
        shape.Check();
        weights.Check(shape);
        options.Check(shape);
        return SimdWidths.Resolve(options.Width) switch
        {
            SimdWidth.Bits512 => Create<Lanes512, Floats512>(shape, weights, options),
            SimdWidth.Bits256 => Create<Lanes256, Floats256>(shape, weights, options),
            _ => Create<Lanes128, Floats128>(shape, weights, options),
        };
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">What the input's channel places count from: blocks, or planes if so created.</param>
    /// <param name="target">The output's blocks; they must not overlap the input.</param>
    /// <param name="residual">
    /// A tensor of the output's shape and slots (or the shape so created) to join, or none; it may be the target itself.
    /// </param>
    /// <param name="gate">One factor an input channel (pointwise only), or none.</param>
    /// <param name="squeeze">Where channel sums go, <see cref="CpuWorker.Parts"/> × the target's slots, or none.</param>
    /// <exception cref="ArgumentException">There is a gate and the convolution is not pointwise.</exception>
    public void Run(CpuWorker worker, View source, View target, View residual = default, View gate = default, View squeeze = default)
    {
        if (gate.Pointer != null && !Shape.IsPointwise)
        {
            throw new ArgumentException("only a pointwise convolution takes a gate");
        }

        Epilogue epilogue = new()
        {
            Bias = _bias.Pointer,
            Activation = Options.Activation,
            Target = target.Pointer,
            Residual = residual.Pointer,
            ResidualLast = Options.ResidualLast,
            Joining = _joining,
        };
        if (squeeze.Pointer != null)
        {
            epilogue.Squeeze = squeeze.Pointer + (worker.Part * Slots);
            new Span<float>(epilogue.Squeeze, Slots).Clear();
        }

        Compute(worker, source.Pointer, target.Pointer, gate.Pointer, epilogue);
    }

    /// <summary>Computes the share of one worker; its part of the squeeze is zero before.</summary>
    internal abstract void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue);

    private static Convolution Create<L, V>(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (options.Sums != default)
        {
            return new MeanConvolution(Create<L, V>(shape, weights, options with { Sums = default }), weights, options);
        }

        if (DepthwiseConvolution.Takes(shape) && !options.Planar)
        {
            return new DepthwiseConvolution<L, V>(shape, weights, options);
        }

        return DenseConvolution.Create<L, V>(shape, weights, options);
    }
}
