using System.Globalization;
using System.Text;

namespace ArchDsl.Runtime.Cpu;

/// <summary>Where the time of one sample goes.</summary>
/// <param name="Steps">The kernels in order.</param>
/// <param name="Threads">How many threads computed.</param>
/// <param name="PeakGflops">What the machine's multiply-add units were measured to do on so many threads, in 10⁹ operations a second.</param>
public sealed record CpuProfile(IReadOnlyList<StepProfile> Steps, int Threads, double PeakGflops)
{
    /// <summary>Milliseconds of all steps.</summary>
    public double Milliseconds => Steps.Sum(s => s.Milliseconds);

    /// <summary>10⁹ operations a second of all steps, a multiply-accumulate counted as two.</summary>
    public double Gflops => Steps.Sum(s => 2.0 * s.Macs) / Milliseconds / 1e6;

    /// <summary>A table, one line a kernel, and the sum.</summary>
    public override string ToString()
    {
        int width = Math.Max("step".Length, Steps.Count == 0 ? 0 : Steps.Max(s => s.Name.Length));
        int algorithm = Math.Max("algorithm".Length, Steps.Count == 0 ? 0 : Steps.Max(s => s.Algorithm.Length));
        double total = Milliseconds;
        var text = new StringBuilder();
        Line("step", "algorithm", "ms", "share", "GFLOP/s", "of peak", "KiB");
        foreach (StepProfile step in Steps)
        {
            Line(
                step.Name, step.Algorithm, Number(step.Milliseconds, "F3"), Percent(step.Milliseconds / total),
                step.Macs == 0 ? "" : Number(step.Gflops, "F1"), step.Macs == 0 ? "" : Percent(step.Gflops / PeakGflops), Number(step.Bytes / 1024.0, "F0"));
        }

        Line("total", "", Number(total, "F3"), Percent(1), Number(Gflops, "F1"), Percent(Gflops / PeakGflops), Number(Steps.Sum(s => s.Bytes) / 1024.0, "F0"));
        text.Append(CultureInfo.InvariantCulture, $"{Threads} {(Threads == 1 ? "thread" : "threads")}, measured peak {PeakGflops:F0} GFLOP/s; a share above 100 % is an algorithm with fewer products\n");
        return text.ToString();

        void Line(string name, string how, string time, string share, string rate, string ofPeak, string size) =>
            text.Append(name.PadRight(width)).Append("  ").Append(how.PadRight(algorithm))
                .Append(time.PadLeft(10)).Append(share.PadLeft(8)).Append(rate.PadLeft(9)).Append(ofPeak.PadLeft(9)).Append(size.PadLeft(9)).Append('\n');
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("F0", CultureInfo.InvariantCulture) + " %";
}

/// <summary>What one kernel takes.</summary>
/// <param name="Name">The layer it computes.</param>
/// <param name="Algorithm">How it computes it.</param>
/// <param name="Milliseconds">Median over the runs, as the calling thread saw it.</param>
/// <param name="Macs">Multiply-accumulates, counted as if computed directly.</param>
/// <param name="Bytes">Bytes that it reads and writes, weights included.</param>
public sealed record StepProfile(string Name, string Algorithm, double Milliseconds, long Macs, long Bytes)
{
    /// <summary>10⁹ operations a second, a multiply-accumulate counted as two.</summary>
    public double Gflops => 2.0 * Macs / Milliseconds / 1e6;
}
