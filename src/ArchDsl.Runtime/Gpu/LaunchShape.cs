namespace ArchDsl.Runtime.Gpu;

/// <summary>How groups of threads divide a launch's work.</summary>
public enum GpuGrid
{
    /// <summary>X counts pieces of the work of all samples together.</summary>
    Together,

    /// <summary>X counts pieces of each sample's work, sample by sample.</summary>
    SampleBySample,

    /// <summary>X counts pieces of one sample's work, Y samples.</summary>
    SampleRows,
}

/// <summary>How a kernel is launched for some samples.</summary>
/// <param name="Grid">How groups divide the work.</param>
/// <param name="Threads">Threads of a group.</param>
/// <param name="Work">Of one sample: pixels, or fours of floats.</param>
/// <param name="WorkOfGroup">How much of it a group does.</param>
/// <param name="Rows">How often the same is done for other filters.</param>
/// <param name="Depth">How often for other groups of a convolution.</param>
/// <param name="SharedBytes">Memory that the threads of a group share.</param>
public readonly record struct LaunchShape(GpuGrid Grid, int Threads, int Work, int WorkOfGroup, int Rows = 1, int Depth = 1, int SharedBytes = 0)
{
    /// <summary>Groups that one sample's work takes by itself.</summary>
    public int GroupsOfSample => (Work + WorkOfGroup - 1) / WorkOfGroup;

    /// <summary>Groups of threads in X, Y and Z.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <exception cref="OverflowException">The work cannot be counted in 32 bits.</exception>
    public (int X, int Y, int Z) Groups(int samples)
    {
        (long x, long y, long z) = GroupsOf(samples);
        return checked(((int)x, (int)y, (int)z));
    }

    /// <summary>Groups of threads in X, Y and Z, however many.</summary>
    internal (long X, long Y, long Z) GroupsOf(int samples) => Grid switch
    {
        GpuGrid.Together => ((((long)samples * Work) + WorkOfGroup - 1) / WorkOfGroup, Rows, Depth),
        GpuGrid.SampleBySample => ((long)samples * GroupsOfSample, Rows, Depth),
        _ => (GroupsOfSample, samples, (long)Rows * Depth),
    };

    /// <summary>
    /// Which of several shapes, the largest tiles first: the first whose groups fill a device twice, so that one waits for
    /// memory while another computes; else the last.
    /// </summary>
    /// <param name="shapes">The candidates.</param>
    /// <param name="samples">Samples of the batch to be fast for.</param>
    /// <param name="multiprocessors">How many groups the device runs at once at least.</param>
    public static int Choose(ReadOnlySpan<LaunchShape> shapes, int samples, int multiprocessors)
    {
        for (int i = 0; i + 1 < shapes.Length; i++)
        {
            (long x, long y, long z) = shapes[i].GroupsOf(samples);
            if (x * y * z >= 2L * multiprocessors)
            {
                return i;
            }
        }

        return shapes.Length - 1;
    }
}
