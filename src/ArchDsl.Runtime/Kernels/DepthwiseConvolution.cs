using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One input channel a filter: every lane is convolved with its own kernel.</summary>
internal sealed unsafe class DepthwiseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private readonly AlignedBuffer _weights;

    public DepthwiseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _weights = new AlignedBuffer(Slots * shape.KernelArea);
        for (int i = 0; i < weights.Weight.Length; i++)
        {
            (int channel, int tap) = (i / shape.KernelArea, i % shape.KernelArea);
            _weights.Pointer[ChannelBlock.Offset(channel, shape.KernelArea) + (tap * ChannelBlock.Lanes)] = weights.Weight[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        (int begin, int end) = worker.Share(Slots / L.Count);
        for (int vector = begin; vector < end; vector++)
        {
            int slot = vector * L.Count;
            float* from = source + ChannelBlock.Offset(slot, Shape.Plane);
            float* weights = _weights.Pointer + ChannelBlock.Offset(slot, Shape.KernelArea);
            nint place = ChannelBlock.Offset(slot, Shape.OutPlane);
            for (int pixel = 0; pixel < Shape.OutPlane; pixel++)
            {
                float* to = target + place + ((nint)pixel * ChannelBlock.Lanes);
                L.Store(to, L.Add(L.Load(epilogue.Bias + slot), Sum(from, weights, pixel / Shape.OutWidth, pixel % Shape.OutWidth)));
            }

            EpilogueWriter<L, V>.Write(
                epilogue, target + place, target + place, epilogue.Residual == null ? null : epilogue.Residual + place, slot, Shape.OutPlane);
        }
    }

    private V Sum(float* source, float* weights, int y, int x)
    {
        V sum = L.Zero;
        for (int tap = 0; tap < Shape.KernelArea; tap++)
        {
            int row = (y * Shape.StrideY) - Shape.PadY + (tap / Shape.KernelWidth * Shape.DilationY);
            int column = (x * Shape.StrideX) - Shape.PadX + (tap % Shape.KernelWidth * Shape.DilationX);
            if ((uint)row < (uint)Shape.Height && (uint)column < (uint)Shape.Width)
            {
                float* at = source + ((((nint)row * Shape.Width) + column) * ChannelBlock.Lanes);
                sum = L.Fma(L.Load(at), L.Load(weights + (tap * ChannelBlock.Lanes)), sum);
            }
        }

        return sum;
    }
}
