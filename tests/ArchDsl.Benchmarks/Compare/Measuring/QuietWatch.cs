using ArchDsl.Benchmarks.Machine;

namespace ArchDsl.Benchmarks.Compare.Measuring;

/// <summary>
/// Tells what was measured while this machine had its processors to itself from what was measured while others, of which a
/// virtual machine sees nothing, worked on the same cores: for seconds at a time that makes any program up to twice as slow,
/// and the faster ones most.
/// </summary>
internal sealed class QuietWatch
{
    // Left alone, a core's cache gives 90 to 100 % of its best, beside a neighbour 50 to 80 %.
    private const double Quiet = 0.85;
    private const double Best = 0.98;

    private readonly List<double> _seen = [];
    private double _quiet;

    /// <summary>Does something between two looks at the machine.</summary>
    /// <param name="processors">On how many processors.</param>
    /// <param name="turn">What is done.</param>
    /// <returns>What it gave, and the lesser of what the looks showed.</returns>
    public (T Value, double Seen) Observe<T>(int processors, Func<T> turn)
    {
        double before = Look(processors);
        T value = turn();
        return (value, Math.Min(before, Look(processors)));
    }

    /// <summary>Whether a look showed the machine at its best; what that is, looks yet to come may still correct.</summary>
    public bool IsQuiet(double seen) => seen >= _quiet;

    private double Look(int processors)
    {
        _seen.Add(CacheBandwidth.Measure(processors));
        _quiet = Quiet * Statistics.Quantile(_seen, Best);
        return _seen[^1];
    }
}
