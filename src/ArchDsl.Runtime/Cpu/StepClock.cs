using System.Diagnostics;

namespace ArchDsl.Runtime.Cpu;

/// <summary>Times the steps of one run after another, as the worker that owns it passes them.</summary>
internal sealed class StepClock
{
    private readonly List<double>[] _times;
    private long _last;

    public StepClock(int steps, int runs) => _times = Arrays.Of(steps, _ => new List<double>(runs));

    public void Start() => _last = Stopwatch.GetTimestamp();

    public void Mark(int step)
    {
        long now = Stopwatch.GetTimestamp();
        _times[step].Add(Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
        _last = now;
    }

    /// <summary>The median milliseconds of a step.</summary>
    public double Median(int step)
    {
        double[] sorted = [.. _times[step].Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
