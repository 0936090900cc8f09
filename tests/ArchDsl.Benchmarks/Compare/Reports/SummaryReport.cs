using System.Globalization;
using ArchDsl.Benchmarks.Compare.Measuring;

namespace ArchDsl.Benchmarks.Compare.Reports;

/// <summary>Means over the networks, scaling, and the targets.</summary>
internal static class SummaryReport
{
    public static void Write(TextWriter report, IReadOnlyList<Row> rows, CompareOptions options)
    {
        report.WriteLine();
        report.WriteLine(Line("geometric means", "onnxrt", "torch", "faster of both"));
        foreach (int batch in options.Batches)
        {
            foreach (int threads in options.Threads)
            {
                Row[] here = Targets.At(rows, batch, threads).ToArray();
                report.WriteLine(Line(
                    $"batch {batch}, {(threads == 1 ? "1 thread" : $"{threads} threads")}",
                    Times(Statistics.GeometricMean(here.Where(r => r.OnnxRuntime is not null).Select(r => r.OnnxRuntime!.Milliseconds / r.Own.Milliseconds))),
                    Times(Statistics.GeometricMean(here.Where(r => r.PyTorch is not null).Select(r => r.PyTorch!.Milliseconds / r.Own.Milliseconds))),
                    Times(Targets.Mean(here))));
            }

            if (Targets.Scaling(rows, batch) is { } scaling)
            {
                report.WriteLine(Line($"batch {batch}, 2 threads over 1", "", "", Times(scaling)));
            }
        }

        report.WriteLine();
        foreach (Target target in Targets.Of(rows, options))
        {
            string figure = target.Figure?.ToString(target.Format, CultureInfo.InvariantCulture) ?? "-";
            string bar = (target.IsAtLeast ? "at least " : "at most ") + target.Bar.ToString(target.Format, CultureInfo.InvariantCulture);
            report.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,-62} {1,8}  {2,-17} {3}", target.What, figure, bar, target.Verdict));
        }
    }

    private static string Times(double? value) => value is { } number ? number.ToString("0.00'x'", CultureInfo.InvariantCulture) : "-";

    private static string Line(string what, params string[] cells) =>
        string.Format(CultureInfo.InvariantCulture, "{0,-28} {1,8} {2,8} {3,15}", [what, .. cells]).TrimEnd();
}
