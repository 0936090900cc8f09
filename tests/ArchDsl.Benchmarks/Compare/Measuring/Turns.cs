namespace ArchDsl.Benchmarks.Compare.Measuring;

/// <summary>The turns of one engine.</summary>
/// <param name="watch">What tells.</param>
/// <param name="processors">How many processors the engine is held to.</param>
/// <param name="wanted">How many quiet ones are wanted.</param>
internal sealed class Turns<T>(QuietWatch watch, int processors, int wanted)
{
    /// <summary>Turns are repeated until as many as wanted were quiet, or so many times more were taken.</summary>
    private const int Patience = 4;

    private const int Fewest = 3;

    private readonly List<(T Value, double Seen)> _all = [];

    /// <summary>Whether another turn is of use.</summary>
    public bool IsOpen => _all.Count < wanted * Patience && Quiet < wanted;

    /// <summary>How many were taken.</summary>
    public int Count => _all.Count;

    /// <summary>How many of them were quiet.</summary>
    public int Quiet => _all.Count(t => watch.IsQuiet(t.Seen));

    /// <summary>Whether the quiet ones are enough to go by.</summary>
    public bool IsQuietEnough => Quiet >= Math.Min(Fewest, wanted);

    /// <summary>What turns gave.</summary>
    /// <param name="quiet">Only the quiet ones.</param>
    public IEnumerable<T> Values(bool quiet) => _all.Where(t => !quiet || watch.IsQuiet(t.Seen)).Select(t => t.Value);

    /// <summary>Takes a turn.</summary>
    public void Take(Func<T> turn) => _all.Add(watch.Observe(processors, turn));
}
