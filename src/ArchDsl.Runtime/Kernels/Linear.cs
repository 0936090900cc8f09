using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A matrix product with one vector: target[o] = activation(sum over i of weight[o, i] * source[i] + bias[o]). The vector
/// can be a map of any channels; it is flattened channel by channel, as PyTorch does.
/// </summary>
/// <remarks>Weights are kept as blocks of 16 outputs by input, inputs in the order of memory: they stream through once a sample.</remarks>
public sealed unsafe class Linear : Kernel
{
    private readonly int _outFeatures;
    private readonly int _padTo;
    private readonly int _inFeatures;
    private readonly AlignedBuffer _offsets;
    private readonly AlignedBuffer _weight;
    private readonly AlignedBuffer _bias;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Packs a copy of the weights.</summary>
    /// <param name="channels">For each channel of the input how many floats behind the source view pixel 0 is.</param>
    /// <param name="plane">Pixels of a map, H·W; 1 for a vector.</param>
    /// <param name="outFeatures">How many floats are computed.</param>
    /// <param name="weights">outFeatures × (channels · plane), and a bias if there is one.</param>
    /// <param name="activation">Applied to the result.</param>
    /// <param name="padTo">Up to which float of the target zeros follow the results; 0 to write the results alone.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The weights do not have these sizes, or fewer floats are to be written than there are results.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Linear(
        int[] channels, int plane, int outFeatures, LayerWeights weights, Activation activation = default, int padTo = 0, SimdWidth width = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outFeatures, 1);
        _inFeatures = channels.Length * plane;
        float[]? bias = weights.Bias;
        if (_inFeatures == 0 || weights.Filters.Length != (long)_inFeatures * outFeatures || (bias is not null && bias.Length != outFeatures))
        {
            throw new ArgumentException($"a linear layer of {_inFeatures} to {outFeatures} got {weights.Filters.Length} weights and {bias?.Length ?? outFeatures} biases");
        }

        if (padTo != 0 && padTo < outFeatures)
        {
            throw new ArgumentException($"{outFeatures} results do not fit in {padTo} floats");
        }

        var offsets = new int[_inFeatures];
        var order = new int[_inFeatures];
        bool isSorted = true;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = channels[i / plane] + (i % plane * ChannelBlock.Lanes);
            order[i] = i;
            isSorted &= i == 0 || offsets[i - 1] <= offsets[i];
        }

        // The channels of means mostly lie in order; the first use of a sort takes a millisecond.
        if (!isSorted)
        {
            Array.Sort(offsets, order);
        }

        _outFeatures = outFeatures;
        _padTo = Math.Max(padTo, outFeatures);
        _offsets = AlignedBuffer.Of(System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(offsets.AsSpan()));
        _weight = Pack(weights.Filters, order, outFeatures);
        _bias = BlockValues.Of(bias ?? new float[outFeatures]);
        _activation = activation;
        _width = SimdWidths.Resolve(width);
    }

    /// <inheritdoc/>
    public override string Method => "linear";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">What the channels' places count from.</param>
    /// <param name="target">The output features one behind the other, and zeros after them if so described; it must not overlap the input.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    internal override int ScratchFloats(int parts) => ChannelBlock.Lanes;

    private static AlignedBuffer Pack(TensorValues weight, int[] order, int outFeatures)
    {
        int depth = order.Length;
        var packed = new AlignedBuffer(checked(ChannelBlock.Slots(outFeatures) * depth));
        var places = new int[depth];
        for (int i = 0; i < depth; i++)
        {
            places[order[i]] = i;
        }

        Packing.ForEach(ChannelBlock.Count(outFeatures), packed.Length, block =>
        {
            int first = block * ChannelBlock.Lanes;
            using var rows = new FilterRows(weight, depth, first, ChannelBlock.Lanes);
            rows.Transpose(0, rows.Count, 0, depth, places, packed.Pointer + ((nint)first * depth), ChannelBlock.Lanes);
        });
        return packed;
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        int blocks = ChannelBlock.Count(_outFeatures);
        (int begin, int end) = worker.Share(blocks);
        for (int block = begin; block < end; block++)
        {
            int first = block * ChannelBlock.Lanes;
            int count = Math.Min(ChannelBlock.Lanes, _outFeatures - first);
            float* to = count == ChannelBlock.Lanes ? target + first : worker.Scratch;
            float* weight = _weight.Pointer + ((nint)first * _inFeatures);
            VectorProduct<L, V>.Run(weight, (int*)_offsets.Pointer, _inFeatures, source, _bias.Pointer + first, to);
            BlockLoops<L, V>.Affine(to, to, 1, _activation);
            if (count < ChannelBlock.Lanes)
            {
                new ReadOnlySpan<float>(to, count).CopyTo(new Span<float>(target + first, count));
            }
        }

        if (end == blocks)
        {
            new Span<float>(target + _outFeatures, _padTo - _outFeatures).Clear();
        }
    }
}
