using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ArchDsl.Compiler.Tests.Syntax;

/// <summary>Time that the current thread has computed: on a busy machine waiting for a core says nothing about the code.</summary>
internal static class ThreadTime
{
    private const int ThreadClock = 3;

    /// <summary>The time one run of the action takes; of several the shortest.</summary>
    public static TimeSpan Of(Action action, int times = 3)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < times; i++)
        {
            TimeSpan start = Now();
            action();
            TimeSpan taken = Now() - start;
            best = taken < best ? taken : best;
        }

        return best;
    }

    private static TimeSpan Now() => OperatingSystem.IsLinux() && ClockGetTime(ThreadClock, out Time time) == 0
        ? new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
