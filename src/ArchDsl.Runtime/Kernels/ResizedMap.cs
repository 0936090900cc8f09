namespace ArchDsl.Runtime.Kernels;

/// <summary>Another size at which a map is written, by nearest neighbour: row y of it is the map's row ⌊y · height / its height⌋, columns alike.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct ResizedMap(int Height, int Width)
{
    /// <summary>For each of some lines, and behind the last, the first of the resized lines that is its copy.</summary>
    internal static int[] Begins(int lines, int resized)
    {
        var begins = new int[lines + 1];
        for (int i = 0; i <= lines; i++)
        {
            begins[i] = (int)((((long)i * resized) + lines - 1) / lines);
        }

        return begins;
    }
}
