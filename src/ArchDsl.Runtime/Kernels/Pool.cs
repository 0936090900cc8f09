using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Maximum or mean over a sliding window of each plane, exactly as PyTorch counts partial windows.</summary>
public sealed unsafe class Pool : Kernel
{
    private readonly PoolShape _shape;
    private readonly Window _window;
    private readonly AlignedBuffer? _columns;
    private readonly float[]? _rows;
    private readonly int[] _taps;
    private readonly int _rowStep;
    private readonly SimdWidth _width;

    private Pool(PoolShape shape, bool average, bool countPadding, SimdWidth width)
    {
        shape.Check();
        _shape = shape;
        _window = shape.Window;
        _width = SimdWidths.Resolve(width);
        _taps = _window.Taps((int)_width / 32);
        _rowStep = _window.RowStep((int)_width / 32);
        if (average)
        {
            _rows = Counts(shape.OutHeight, shape.Height, shape.KernelHeight, shape.StrideY, shape.PadY, countPadding);
            _columns = new AlignedBuffer(shape.OutWidth + 16);
            _columns.Span.Fill(1f);
            Counts(shape.OutWidth, shape.Width, shape.KernelWidth, shape.StrideX, shape.PadX, countPadding).CopyTo(_columns.Span);
        }
    }

    /// <summary>The largest of each window; padding is never larger.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The shape is no pool's.</exception>
    public static Pool Max(PoolShape shape, SimdWidth width = SimdWidth.Best) => new(shape, average: false, countPadding: false, width);

    /// <summary>The mean of each window.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="countPadding">Whether padding counts in the divisor; what hangs over the padding never does.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The shape is no pool's.</exception>
    public static Pool Average(PoolShape shape, bool countPadding = true, SimdWidth width = SimdWidth.Best) =>
        new(shape, average: true, countPadding, width);

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input, C×H×W.</param>
    /// <param name="target">The output, C×H×W.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Vector512<float>>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Vector256<float>>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Vector128<float>>(worker, source.Pointer, target.Pointer); break;
        }
    }

    internal override int ScratchFloats(int parts) => _window.PaddedFloats((int)_width / 32);

    // How many inputs a window counts along one side.
    private static float[] Counts(int outputs, int length, int kernel, int stride, int pad, bool countPadding)
    {
        var counts = new float[outputs];
        for (int i = 0; i < outputs; i++)
        {
            int start = (i * stride) - pad;
            int end = Math.Min(start + kernel, length + pad);
            counts[i] = countPadding ? end - start : Math.Min(end, length) - Math.Max(start, 0);
        }

        return counts;
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* padded = worker.Scratch;
        int outPlane = _shape.OutHeight * _shape.OutWidth;
        (int begin, int end) = worker.Share(_shape.Channels);
        for (int channel = begin; channel < end; channel++)
        {
            float* plane = source + ((nint)channel * _shape.Height * _shape.Width);
            PhasePlane<L, V>.Fill(_window, plane, padded, _rows is null ? float.NegativeInfinity : 0f);
            for (int y = 0; y < _shape.OutHeight; y++)
            {
                Row<L, V>(padded, y, target + ((nint)channel * outPlane) + (y * _shape.OutWidth));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row<L, V>(float* padded, int y, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (int x = 0; x < _shape.OutWidth; x += L.Count)
        {
            V value = _rows is null ? Largest<L, V>(padded, y, x) : Mean<L, V>(padded, y, x);
            int left = _shape.OutWidth - x;
            if (left >= L.Count)
            {
                L.Store(target + x, value);
            }
            else
            {
                PartialVector.Store<L, V>(target + x, left, value);
            }
        }
    }

    private V Largest<L, V>(float* padded, int y, int x)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* at = padded + ((nint)y * _rowStep) + x;
        V largest = L.Set(float.NegativeInfinity);
        foreach (int tap in _taps)
        {
            largest = L.Max(largest, L.Load(at + tap));
        }

        return largest;
    }

    private V Mean<L, V>(float* padded, int y, int x)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* at = padded + ((nint)y * _rowStep) + x;
        V sum = L.Zero;
        foreach (int tap in _taps)
        {
            sum = L.Add(sum, L.Load(at + tap));
        }

        return L.Div(sum, L.Mul(L.Set(_rows![y]), L.Load(_columns!.Pointer + x)));
    }
}
