using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A convolution of a map's means, read as the sums that the map's writer left: each thread finishes all of them for
/// itself, which takes less time than to meet the others.
/// </summary>
internal sealed unsafe class MeanConvolution : Convolution
{
    private readonly Convolution _convolution;
    private readonly ChannelSums _sums;

    public MeanConvolution(Convolution convolution, LayerWeights weights, ConvolutionOptions options)
        : base(convolution.Shape, weights, options)
    {
        _convolution = convolution;
        _sums = options.Sums;
    }

    public override ConvolutionAlgorithm Algorithm => _convolution.Algorithm;

    public override string Method => _convolution.Method + " of means";

    internal override int ScratchFloats(int parts) => _sums.Floats + _convolution.ScratchFloats(parts);

    internal override int SharedFloats(int parts) => _convolution.SharedFloats(parts);

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        float* means = worker.Scratch + _convolution.ScratchFloats(worker.Parts);
        _sums.Finish(worker, source, 0, _sums.Floats, means);
        _convolution.Compute(worker, means, target, gate, epilogue);
    }
}
