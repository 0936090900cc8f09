using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Darknet's partial shortcut: the shortcut's first channels, every step-th pixel, are added to the body's first channels;
/// the rest of the body passes unchanged.
/// </summary>
public sealed unsafe class PartialAdd : Kernel
{
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;
    private readonly int _shared;
    private readonly int _shortcutHeight;
    private readonly int _shortcutWidth;
    private readonly Activation _activation;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">Planes of the body.</param>
    /// <param name="height">Height of the body.</param>
    /// <param name="width">Width of the body.</param>
    /// <param name="shared">How many planes the shortcut is added to.</param>
    /// <param name="shortcutHeight">Height of the shortcut, a multiple of the body's.</param>
    /// <param name="shortcutWidth">Width of the shortcut, a multiple of the body's.</param>
    /// <param name="activation">Applied last.</param>
    public PartialAdd(int channels, int height, int width, int shared, int shortcutHeight, int shortcutWidth, Activation activation = default)
    {
        _channels = channels;
        _height = height;
        _width = width;
        _shared = shared;
        _shortcutHeight = shortcutHeight;
        _shortcutWidth = shortcutWidth;
        _activation = activation;
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="body">The map that keeps its shape, C×H×W.</param>
    /// <param name="shortcut">The map that is added.</param>
    /// <param name="target">The output, C×H×W; it may be the body.</param>
    public void Run(CpuWorker worker, View body, View shortcut, View target)
    {
        int plane = _height * _width;
        int stepY = _shortcutHeight / _height;
        int stepX = _shortcutWidth / _width;
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            float* from = body.Pointer + ((nint)channel * plane);
            float* to = target.Pointer + ((nint)channel * plane);
            if (from != to)
            {
                RowCopy<Lanes256, Vector256<float>>.Copy(from, to, plane);
            }

            for (int y = 0; y < _height && channel < _shared; y++)
            {
                float* row = shortcut.Pointer + (((nint)channel * _shortcutHeight) + (y * stepY)) * _shortcutWidth;
                for (int x = 0; x < _width; x++)
                {
                    to[(y * _width) + x] += row[x * stepX];
                }
            }

            if (_activation.Kind != ActivationKind.None)
            {
                Pointwise<Lanes256, Vector256<float>>.Apply(_activation, to, to, plane);
            }
        }
    }
}
