using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Darknet's partial shortcut: the shortcut's first channels, every step-th pixel, are added to the body's first channels;
/// the rest of the body passes unchanged.
/// </summary>
public sealed unsafe partial class PartialAdd : Kernel
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _blocks;
    private readonly int _stepX;
    private readonly int _rowStep;
    private readonly LaneGather _body;
    private readonly LaneGather _shortcut;
    private readonly Activation _activation;
    private readonly SimdWidth _simd;

    /// <summary>Describes the step.</summary>
    /// <param name="body">For each channel of the body how many floats behind its view pixel 0 is.</param>
    /// <param name="height">Height of the body.</param>
    /// <param name="width">Width of the body.</param>
    /// <param name="shortcut">The same for those channels of the shortcut that are added, to the body's first.</param>
    /// <param name="shortcutHeight">Height of the shortcut, a multiple of the body's.</param>
    /// <param name="shortcutWidth">Width of the shortcut, a multiple of the body's.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="simd">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">More channels are added than there are, or the shortcut's size is no multiple.</exception>
    public PartialAdd(
        int[] body, int height, int width, int[] shortcut, int shortcutHeight, int shortcutWidth, Activation activation = default, SimdWidth simd = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(shortcut);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (shortcut.Length > body.Length || shortcutHeight % height != 0 || shortcutWidth % width != 0)
        {
            throw new ArgumentException(
                $"a shortcut of {shortcut.Length} channels of {shortcutHeight}x{shortcutWidth} does not fit a body of {body.Length} of {height}x{width}");
        }

        var added = new int[body.Length];
        Array.Fill(added, LaneGather.Nothing);
        shortcut.CopyTo(added, 0);
        _height = height;
        _width = width;
        _blocks = ChannelBlock.Count(body.Length);
        _stepX = shortcutWidth / width * ChannelBlock.Lanes;
        _rowStep = shortcutHeight / height * shortcutWidth * ChannelBlock.Lanes;
        _simd = SimdWidths.Resolve(simd);
        _body = new LaneGather(body, SimdWidths.Lanes(_simd));
        _shortcut = new LaneGather(added, SimdWidths.Lanes(_simd));
        _activation = activation;
    }

    /// <inheritdoc/>
    public override string Method => "partial add";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="body">What the body's places count from.</param>
    /// <param name="shortcut">What the shortcut's places count from.</param>
    /// <param name="target">
    /// The output's blocks, C/16×H×W×16, channel c in slot c; they may be the body's where its channels are in order.
    /// </param>
    public void Run(CpuWorker worker, View body, View shortcut, View target)
    {
        switch (_simd)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, body.Pointer, shortcut.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, body.Pointer, shortcut.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, body.Pointer, shortcut.Pointer, target.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* body, float* shortcut, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_blocks * _height);
        for (int i = begin; i < end; i++)
        {
            int block = i / _height;
            int y = i - (block * _height);
            nint row = (nint)y * _width * ChannelBlock.Lanes;
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                int vector = ((block * ChannelBlock.Lanes) + lane) / L.Count;
                float* to = target + ((nint)block * _height * _width * ChannelBlock.Lanes) + row + lane;
                var loop = new AddLoop<L, V>(
                    _body[vector], body + row, _shortcut[vector], shortcut + ((nint)y * _rowStep), _stepX, to, _width, _activation.Slope);
                FunctionChoice<L, V>.Run(_activation.Kind, ref loop);
            }
        }
    }

    private readonly partial struct AddLoop<L, V>(
        GatheredVector body, float* from, GatheredVector shortcut, float* other, nint step, float* to, int pixels, float slope) : IFunctionLoop<L, V>
        where L : struct, ILanes<V>
        where V : struct
    {
    }
}
