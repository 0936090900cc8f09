using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Moves pixels without arithmetic: nearest-neighbour resize and space to depth. Every output plane
/// comes from one input plane through a table of rows and one of columns.
/// </summary>
public sealed unsafe class Rearrange : Kernel
{
    private readonly int _inPlane;
    private readonly int _inWidth;
    private readonly int _outHeight;
    private readonly int _outWidth;
    private readonly PlaneMap[] _planes;

    private Rearrange(int inHeight, int inWidth, int outHeight, int outWidth, PlaneMap[] planes)
    {
        _inPlane = inHeight * inWidth;
        _inWidth = inWidth;
        _outHeight = outHeight;
        _outWidth = outWidth;
        _planes = planes;
    }

    /// <summary>Nearest neighbour: row y of the output is row ⌊y · height / outHeight⌋ of the input; columns alike.</summary>
    /// <param name="channels">Planes.</param>
    /// <param name="height">Input height.</param>
    /// <param name="width">Input width.</param>
    /// <param name="outHeight">Output height.</param>
    /// <param name="outWidth">Output width.</param>
    public static Rearrange Resize(int channels, int height, int width, int outHeight, int outWidth)
    {
        int[] rows = Enumerable.Range(0, outHeight).Select(y => (int)((long)y * height / outHeight)).ToArray();
        int[] columns = Enumerable.Range(0, outWidth).Select(x => (int)((long)x * width / outWidth)).ToArray();
        return new Rearrange(height, width, outHeight, outWidth, Enumerable.Range(0, channels).Select(c => new PlaneMap(c, rows, columns)).ToArray());
    }

    /// <summary>Output channel c·b² + i·b + j holds the pixels (y·b + i, x·b + j) of channel c: PyTorch's pixel_unshuffle.</summary>
    /// <param name="channels">Input planes.</param>
    /// <param name="height">Input height, a multiple of the block.</param>
    /// <param name="width">Input width, a multiple of the block.</param>
    /// <param name="block">The block's side.</param>
    public static Rearrange SpaceToDepth(int channels, int height, int width, int block)
    {
        int[][] rows = Enumerable.Range(0, block).Select(i => Enumerable.Range(0, height / block).Select(y => (y * block) + i).ToArray()).ToArray();
        int[][] columns = Enumerable.Range(0, block).Select(j => Enumerable.Range(0, width / block).Select(x => (x * block) + j).ToArray()).ToArray();
        PlaneMap[] planes = Enumerable.Range(0, channels * block * block)
            .Select(k => new PlaneMap(k / (block * block), rows[k / block % block], columns[k % block])).ToArray();
        return new Rearrange(height, width, height / block, width / block, planes);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input, C×H×W.</param>
    /// <param name="target">The output; it must not overlap the input.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        int outPlane = _outHeight * _outWidth;
        (int begin, int end) = worker.Share(_planes.Length);
        for (int channel = begin; channel < end; channel++)
        {
            PlaneMap map = _planes[channel];
            float* from = source.Pointer + ((nint)map.Channel * _inPlane);
            float* to = target.Pointer + ((nint)channel * outPlane);
            for (int y = 0; y < _outHeight; y++, to += _outWidth)
            {
                Row(from + ((nint)map.Rows[y] * _inWidth), map.Columns, to);
            }
        }
    }

    private static void Row(float* from, int[] columns, float* to)
    {
        for (int x = 0; x < columns.Length; x++)
        {
            to[x] = from[columns[x]];
        }
    }

    private sealed record PlaneMap(int Channel, int[] Rows, int[] Columns);
}
