namespace ArchDsl.Runtime.Kernels;

/// <summary>Orders of channels, written briefly.</summary>
public static class Permutation
{
    /// <summary>Arithmetic progressions one behind the other: (0, 2, 3), (1, 2, 3) is 0 2 4 1 3 5.</summary>
    /// <param name="runs">First number, step and count of each.</param>
    public static int[] Of(params (int First, int Step, int Count)[] runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.SelectMany(run => Enumerable.Range(0, run.Count).Select(i => run.First + (i * run.Step))).ToArray();
    }
}
