using System.Diagnostics;

namespace ILGPU.Runtime;

/// <summary>A moment of a stream. Launches are over when their call returns, so that it is the host's own time.</summary>
public sealed class ProfilingMarker : AcceleratorObject
{
    private readonly long _time = Stopwatch.GetTimestamp();

    internal ProfilingMarker(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public void Synchronize()
    {
    }

    public TimeSpan MeasureFrom(ProfilingMarker marker) => Stopwatch.GetElapsedTime(marker._time, _time);

    protected override void DisposeAcceleratorObject(bool disposing)
    {
    }
}
