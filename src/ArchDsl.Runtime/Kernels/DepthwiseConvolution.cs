using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;
using ArchDsl.Runtime.Kernels.Windows;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// One input channel a filter: every lane is convolved with its own kernel, straight from the map where channels lie in
/// blocks as filters do. Blocks of which only the tap in the middle counts are scaled and not convolved.
/// </summary>
internal sealed unsafe class DepthwiseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private readonly WindowGeometry _geometry;
    private readonly WindowInput<L, V> _input;
    private readonly delegate*<WindowGeometry, in WindowRow, void> _tiles;
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _middle;
    private readonly bool[] _scaled;

    public DepthwiseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _geometry = new WindowGeometry(new Window(
            shape.Height, shape.Width, shape.OutHeight, shape.OutWidth, shape.KernelHeight, shape.KernelWidth,
            shape.StrideY, shape.StrideX, shape.PadY, shape.PadX, shape.DilationY, shape.DilationX));
        _tiles = WindowTiles<L, V, WeightedSum<L, V>>.For(_geometry);
        ScaleShift? norm = weights.InputScale is null ? null : new ScaleShift(weights.InputScale, weights.InputShift!);
        _input = new WindowInput<L, V>(new MapInput(options.Channels, norm, options.InputActivation), shape.Channels, _geometry);

        // One vector of lanes after the other, each tap by tap.
        _weights = new AlignedBuffer(Slots * shape.KernelArea);
        for (int slot = 0; slot < shape.Filters; slot += L.Count)
        {
            using var rows = new FilterRows(weights.Filters, shape.KernelArea, slot, L.Count);
            rows.Transpose(0, rows.Count, 0, shape.KernelArea, [], _weights.Pointer + (slot * shape.KernelArea), L.Count);
        }

        _middle = new AlignedBuffer(Slots);
        _scaled = new bool[Slots / ChannelBlock.Lanes];
        float[] taps = weights.Weight;
        for (int block = 0; block < _scaled.Length; block++)
        {
            _scaled[block] = !_input.Reader.Transforms && IsScaled(shape, taps, block);
        }
    }

    public override string Method => "depthwise" + (_input.Reader.Gathers ? ", gathered" : "");

    // Rows of sums, or pixels, whose residual must not be overwritten yet; the weights of a gated vector.
    private int RowFloats => Math.Max((int)_geometry.TargetRow, BlockChunks.Longest * ChannelBlock.Lanes);

    internal override int ScratchFloats(int parts) => RowFloats + L.Count + _input.ScratchFloats;

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        var work = new ConvolvedRows(this, worker.Scratch, target, gate, epilogue);
        (int begin, int end) = worker.Share(Slots / ChannelBlock.Lanes * _geometry.OutHeight);
        for (int i = begin; i < end;)
        {
            (int block, int y) = Math.DivRem(i, _geometry.OutHeight);
            int rows = Math.Min(_geometry.OutHeight - y, end - i);
            if (_scaled[block] && gate == null)
            {
                Scale(source, target, block, y, y + rows, worker.Scratch, epilogue);
            }
            else
            {
                _input.Walk(source, block, y, y + rows, worker.Scratch + RowFloats + L.Count, work);
            }

            i += rows;
        }
    }

    // Whether a block's outputs are its inputs times one factor a lane, which is remembered.
    private bool IsScaled(ConvolutionShape shape, float[] weight, int block)
    {
        int middle = (shape.KernelHeight / 2 * shape.KernelWidth) + (shape.KernelWidth / 2);
        bool aligned = shape is { StrideY: 1, StrideX: 1 } && shape.OutHeight == shape.Height && shape.OutWidth == shape.Width
            && shape.PadY == shape.KernelHeight / 2 * shape.DilationY && shape.PadX == shape.KernelWidth / 2 * shape.DilationX;
        for (int slot = block * ChannelBlock.Lanes; slot < Math.Min((block + 1) * ChannelBlock.Lanes, shape.Filters); slot++)
        {
            ReadOnlySpan<float> taps = weight.AsSpan(slot * shape.KernelArea, shape.KernelArea);
            _middle.Pointer[slot] = taps[middle];
            for (int tap = 0; tap < taps.Length; tap++)
            {
                aligned &= tap == middle || taps[tap] == 0f;
            }
        }

        return aligned;
    }

    private void Scale(float* source, float* target, int block, int begin, int end, float* scratch, in Epilogue epilogue)
    {
        bool done = epilogue.Residual == null && epilogue.Squeeze == null;
        int slot = block * ChannelBlock.Lanes;
        int last = end * _geometry.OutWidth;
        for (int first = begin * _geometry.OutWidth; first < last; first += BlockChunks.Longest)
        {
            int pixels = Math.Min(BlockChunks.Longest, last - first);
            nint place = (((nint)block * Shape.OutPlane) + first) * ChannelBlock.Lanes;
            float* to = epilogue.Residual == target ? scratch : target + place;
            _input.Reader.Read(source, block, first, pixels, to, done ? epilogue.Activation : Activation.None, _middle.Pointer + slot, epilogue.Bias + slot);
            for (int lane = 0; lane < ChannelBlock.Lanes && !done; lane += L.Count)
            {
                float* residual = epilogue.Residual == null ? null : epilogue.Residual + place + lane;
                EpilogueWriter<L, V>.Write(epilogue, to + lane, target + place + lane, residual, slot + lane, pixels);
            }
        }
    }

    private readonly struct ConvolvedRows(DepthwiseConvolution<L, V> convolution, float* scratch, float* target, float* gate, Epilogue epilogue) : IRowWork
    {
        public void Rows(float* map, int block, int begin, int end) => convolution.Rows(map, block, begin, end, scratch, target, gate, epilogue);
    }

    private void Rows(float* map, int block, int begin, int end, float* scratch, float* target, float* gate, in Epilogue epilogue)
    {
        // Bounds are applied in registers; anything else by a second pass over the row while it is in the nearest cache.
        bool done = epilogue.IsClamp && epilogue.Residual == null && epilogue.Squeeze == null;
        WindowRow row = new()
        {
            Low = done ? epilogue.Floor : float.NegativeInfinity,
            High = done ? epilogue.Ceiling : float.PositiveInfinity,
        };
        for (int y = begin; y < end; y++)
        {
            (nint at, row.FirstTap, row.Taps) = _geometry.Row(y);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                int slot = (block * ChannelBlock.Lanes) + lane;
                nint place = ((((nint)block * _geometry.OutHeight) + y) * _geometry.TargetRow) + lane;
                row.Source = map + at + lane;
                row.Start = epilogue.Bias + slot;
                row.Weights = gate == null ? _weights.Pointer + ((((nint)slot / L.Count * _geometry.Area) + row.FirstTap) * L.Count)
                    : Gated(scratch + RowFloats, gate, slot);
                row.Target = epilogue.Residual == target ? scratch + lane : target + place;
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

internal static class DepthwiseConvolution
{
    /// <summary>Whether every channel has one filter.</summary>
    public static bool Takes(ConvolutionShape shape) => shape is { Groups: > 1, GroupChannels: 1, GroupFilters: 1 };
}
