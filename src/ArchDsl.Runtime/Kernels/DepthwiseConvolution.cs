using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;
using ArchDsl.Runtime.Kernels.Windows;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One input channel a filter: every lane is convolved with its own kernel, straight from the map.</summary>
internal sealed unsafe class DepthwiseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private readonly WindowGeometry _geometry;
    private readonly delegate*<WindowGeometry, in WindowRow, void> _tiles;
    private readonly AlignedBuffer _weights;
    private readonly int[]? _blocks;

    public DepthwiseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _geometry = new WindowGeometry(new Window(
            shape.Height, shape.Width, shape.OutHeight, shape.OutWidth, shape.KernelHeight, shape.KernelWidth,
            shape.StrideY, shape.StrideX, shape.PadY, shape.PadX, shape.DilationY, shape.DilationX));
        _tiles = WindowTiles<L, V, WeightedSum<L, V>>.For(_geometry);
        _blocks = options.Channels is null ? null : options.Channels.Chunk(ChannelBlock.Lanes).Select(block => block[0]).ToArray();

        // One vector of lanes after the other, each tap by tap.
        _weights = new AlignedBuffer(Slots * shape.KernelArea);
        for (int slot = 0; slot < shape.Filters; slot += L.Count)
        {
            using var rows = new FilterRows(weights.Filters, shape.KernelArea, slot, L.Count);
            rows.Transpose(0, rows.Count, 0, shape.KernelArea, [], _weights.Pointer + (slot * shape.KernelArea), L.Count);
        }
    }

    public override string Method => "depthwise";

    /// <summary>Whether channels lie in blocks as filters do, block by block wherever these are.</summary>
    public static bool Takes(ConvolutionShape shape, ConvolutionOptions options)
    {
        if (shape.Groups == 1 || shape.GroupChannels != 1 || shape.GroupFilters != 1)
        {
            return false;
        }

        int[] channels = options.Channels ?? [];
        for (int i = 0; i < channels.Length; i++)
        {
            int lane = i % ChannelBlock.Lanes;
            if (channels[i] != channels[i - lane] + lane || channels[i - lane] % ChannelBlock.Lanes != 0)
            {
                return false;
            }
        }

        return true;
    }

    // A row of sums where its residual must not be overwritten yet, and the weights of a gated vector.
    internal override int ScratchFloats(int parts) => (int)_geometry.TargetRow + L.Count;

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        // Bounds are applied in registers; anything else by a second pass over the row while it is in the nearest cache.
        bool done = epilogue.IsClamp && epilogue.Residual == null && epilogue.Squeeze == null;
        WindowRow row = new()
        {
            Low = done ? epilogue.Floor : float.NegativeInfinity,
            High = done ? epilogue.Ceiling : float.PositiveInfinity,
        };
        (int begin, int end) = worker.Share(Slots / ChannelBlock.Lanes * _geometry.OutHeight);
        (int block, int y) = Math.DivRem(begin, _geometry.OutHeight);
        for (int i = begin; i < end; i++, y++)
        {
            if (y == _geometry.OutHeight)
            {
                (block, y) = (block + 1, 0);
            }

            (nint at, row.FirstTap, row.Taps) = _geometry.Row(y);
            float* from = source + (_blocks is null ? block * _geometry.SourceBlock : _blocks[block]) + at;
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                int slot = (block * ChannelBlock.Lanes) + lane;
                nint place = (i * _geometry.TargetRow) + lane;
                row.Source = from + lane;
                row.Start = epilogue.Bias + slot;
                row.Weights = gate == null ? _weights.Pointer + ((((nint)slot / L.Count * _geometry.Area) + row.FirstTap) * L.Count)
                    : Gated(worker.Scratch + _geometry.TargetRow, gate, slot);
                row.Target = epilogue.Residual == target ? worker.Scratch + lane : target + place;
                _tiles(_geometry, row);
                if (!done)
                {
                    float* residual = epilogue.Residual == null ? null : epilogue.Residual + place;
                    EpilogueWriter<L, V>.Write(epilogue, row.Target, target + place, residual, slot, _geometry.OutWidth);
                }
            }
        }
    }

    // Only pointwise convolutions are gated: there is one tap.
    private float* Gated(float* weights, float* gate, int slot)
    {
        for (int lane = 0; lane < L.Count; lane++)
        {
            int channel = slot + lane;
            float factor = channel >= Shape.Channels ? 0f : gate[Options.GateChannels is null ? channel : Options.GateChannels[channel]];
            weights[lane] = _weights.Pointer[channel] * factor;
        }

        return weights;
    }
}
