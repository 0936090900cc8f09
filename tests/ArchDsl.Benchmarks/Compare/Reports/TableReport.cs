using System.Globalization;
using ArchDsl.Benchmarks.Compare.Measuring;

namespace ArchDsl.Benchmarks.Compare.Reports;

/// <summary>A line a network, batch and thread count, printed as soon as it is measured.</summary>
internal static class TableReport
{
    private const string Columns = "{0,-18} {1,5} {2,7} | {3,8} {4,8} {5,8} | {6,6} {7,6} | {8,6} | {9,6} {10,6} {11,6} | {12,6} {13,6} {14,6} {15,6} | {16,7} {17,7} | {18,8}";

    public static void WriteHeader(TextWriter report)
    {
        report.WriteLine(Line("", "", "", "ms", "", "", "times faster", "", "of", "peak MB", "", "", "first result, ms", "", "", "", "differs", "", "turns"));
        report.WriteLine(Line(
            "network", "batch", "threads", "ours", "onnxrt", "pytorch", "onnxrt", "torch", "peak", "ours", "onnxrt", "torch", "ours", "onnxrt", "sess.", "torch", "exact", "peers", "quiet"));
    }

    public static void WriteRow(TextWriter report, Row row)
    {
        Measurement own = row.Own;
        Measurement? onnx = row.OnnxRuntime;
        Measurement? torch = row.PyTorch;
        report.WriteLine(Line(
            row.Compared.Title, row.Batch, row.Threads,
            Number(own.Milliseconds, "F2"), Number(onnx?.Milliseconds, "F2"), Number(torch?.Milliseconds, "F2"),
            Number(onnx?.Milliseconds / own.Milliseconds, "F2"), Number(torch?.Milliseconds / own.Milliseconds, "F2"),
            Number(row.ShareOfPeak * 100, "F0") + " %",
            Number(own.PeakMegabytes, "F0"), Number(onnx?.PeakMegabytes, "F0"), Number(torch?.PeakMegabytes, "F0"),
            Number(own.StartMilliseconds, "F0"), Number(onnx?.StartMilliseconds, "F0"), Number(onnx?.SessionMilliseconds, "F0"), Number(torch?.StartMilliseconds, "F0"),
            Number(own.Error, "0.0e+0"), Number(row.Disagreement, "0.0e+0"),
            FormattableString.Invariant($"{row.QuietTurns}/{row.Turns}")));
        report.Flush();
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Line(params object[] cells) => string.Format(CultureInfo.InvariantCulture, Columns, cells).TrimEnd();
}
