namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// How some rows of a convolution's input are laid out for its taps: zeros where it is padded, rows and columns apart by
/// their remainder modulo the stride (their phase), so that whatever the stride, dilation and pad, a tap reads
/// neighbouring pixels for neighbouring outputs. Phases that no tap reads are left out.
/// </summary>
internal sealed class PackedWindow
{
    private readonly ConvolutionShape _shape;

    /// <summary>Lays out what <paramref name="rows"/> output rows need.</summary>
    public PackedWindow(ConvolutionShape shape, int unit, int rows)
    {
        _shape = shape;
        Rows = rows;
        RowPhases = Phases(shape.KernelHeight, shape.DilationY, shape.StrideY);
        ColumnPhases = Phases(shape.KernelWidth, shape.DilationX, shape.StrideX);
        RowReach = Reach(shape.KernelHeight, shape.DilationY, shape.StrideY);
        PhaseWidth = shape.OutWidth + Reach(shape.KernelWidth, shape.DilationX, shape.StrideX);
        RowFloats = ColumnPhases.Length * PhaseWidth * unit;
        BlockFloats = checked(RowPhases.Length * (rows + RowReach) * RowFloats);
        Taps = new int[shape.KernelArea];
        for (int tap = 0; tap < Taps.Length; tap++)
        {
            Taps[tap] = Tap(tap / shape.KernelWidth * shape.DilationY, tap % shape.KernelWidth * shape.DilationX, unit);
        }
    }

    /// <summary>Output rows.</summary>
    public int Rows { get; }

    /// <summary>The phases of rows that are kept.</summary>
    public int[] RowPhases { get; }

    /// <summary>The phases of columns that are kept.</summary>
    public int[] ColumnPhases { get; }

    /// <summary>How many rows more than output rows a phase has.</summary>
    public int RowReach { get; }

    /// <summary>Pixels of one phase of a row.</summary>
    public int PhaseWidth { get; }

    /// <summary>Floats of a row of one row phase, which is also the step from an output row to the next.</summary>
    public int RowFloats { get; }

    /// <summary>Floats of a block.</summary>
    public int BlockFloats { get; }

    /// <summary>Where each kernel position reads for the first output, by kernel row and column.</summary>
    public int[] Taps { get; }

    /// <summary>Whether what one tap reads for several rows is contiguous, as for a 1×1 kernel.</summary>
    public bool IsFlat => _shape.KernelWidth == 1;

    private static int[] Phases(int kernel, int dilation, int stride)
    {
        var phases = new List<int>();
        for (int k = 0; k < kernel; k++)
        {
            int phase = k * dilation % stride;
            if (!phases.Contains(phase))
            {
                phases.Add(phase);
            }
        }

        phases.Sort();
        return [.. phases];
    }

    private static int Reach(int kernel, int dilation, int stride) => (kernel - 1) * dilation / stride;

    private int Tap(int row, int column, int unit)
    {
        int rowPhase = Array.IndexOf(RowPhases, row % _shape.StrideY);
        int columnPhase = Array.IndexOf(ColumnPhases, column % _shape.StrideX);
        int packedRow = (rowPhase * (Rows + RowReach)) + (row / _shape.StrideY);
        return (packedRow * RowFloats) + (((columnPhase * PhaseWidth) + (column / _shape.StrideX)) * unit);
    }
}
