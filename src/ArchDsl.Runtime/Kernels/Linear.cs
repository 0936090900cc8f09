using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A matrix product with one vector: target[o] = activation(sum over i of weight[o, i] * source[i] + bias[o]).</summary>
public sealed unsafe class Linear : Kernel
{
    private const int RowsAtATime = 4;

    private readonly int _inFeatures;
    private readonly int _outFeatures;
    private readonly AlignedBuffer _weight;
    private readonly AlignedBuffer _bias;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Keeps a copy of the weights.</summary>
    /// <param name="inFeatures">How many floats are read.</param>
    /// <param name="outFeatures">How many are written.</param>
    /// <param name="weights">outFeatures × inFeatures, and a bias if there is one.</param>
    /// <param name="activation">Applied to the result.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The weights do not have these sizes.</exception>
    public Linear(int inFeatures, int outFeatures, LayerWeights weights, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(weights);
        (float[] weight, float[]? bias) = (weights.Weight, weights.Bias);
        if (weight.Length != inFeatures * outFeatures || (bias is not null && bias.Length != outFeatures))
        {
            throw new ArgumentException($"a linear layer of {inFeatures} to {outFeatures} got {weight.Length} weights and {bias?.Length ?? 0} biases");
        }

        _inFeatures = inFeatures;
        _outFeatures = outFeatures;
        _weight = AlignedBuffer.Of(weight);
        _bias = AlignedBuffer.Of(bias ?? new float[outFeatures]);
        _activation = activation;
        _width = SimdWidths.Resolve(width);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input features.</param>
    /// <param name="target">The output features.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Vector512<float>>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Vector256<float>>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Vector128<float>>(worker, source.Pointer, target.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_outFeatures);
        int row = begin;
        for (; row <= end - RowsAtATime; row += RowsAtATime)
        {
            Four<L, V>(row, source, target + row);
        }

        for (; row < end; row++)
        {
            target[row] = Dot<L, V>(_weight.Pointer + ((nint)row * _inFeatures), source) + _bias.Pointer[row];
        }

        Pointwise<L, V>.Apply(_activation, target + begin, target + begin, end - begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Four<L, V>(int row, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* w0 = _weight.Pointer + ((nint)row * _inFeatures);
        float* w1 = w0 + _inFeatures;
        float* w2 = w1 + _inFeatures;
        float* w3 = w2 + _inFeatures;
        V c0 = L.Zero, c1 = L.Zero, c2 = L.Zero, c3 = L.Zero;
        int i = 0;
        for (; i <= _inFeatures - L.Count; i += L.Count)
        {
            V x = L.Load(source + i);
            c0 = L.Fma(x, L.Load(w0 + i), c0);
            c1 = L.Fma(x, L.Load(w1 + i), c1);
            c2 = L.Fma(x, L.Load(w2 + i), c2);
            c3 = L.Fma(x, L.Load(w3 + i), c3);
        }

        float s0 = L.Sum(c0), s1 = L.Sum(c1), s2 = L.Sum(c2), s3 = L.Sum(c3);
        for (; i < _inFeatures; i++)
        {
            s0 += source[i] * w0[i];
            s1 += source[i] * w1[i];
            s2 += source[i] * w2[i];
            s3 += source[i] * w3[i];
        }

        target[0] = s0 + _bias.Pointer[row];
        target[1] = s1 + _bias.Pointer[row + 1];
        target[2] = s2 + _bias.Pointer[row + 2];
        target[3] = s3 + _bias.Pointer[row + 3];
    }

    private float Dot<L, V>(float* weights, float* source)
        where L : struct, ILanes<V>
        where V : struct
    {
        V sums = L.Zero;
        int i = 0;
        for (; i <= _inFeatures - L.Count; i += L.Count)
        {
            sums = L.Fma(L.Load(source + i), L.Load(weights + i), sums);
        }

        float sum = L.Sum(sums);
        for (; i < _inFeatures; i++)
        {
            sum += source[i] * weights[i];
        }

        return sum;
    }
}
