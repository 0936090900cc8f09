using ArchDsl.Benchmarks.Compare.Measuring;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Reports;

/// <summary>What the CPU path is meant to reach, and whether these rows do.</summary>
internal static class Targets
{
    private const string Times = "0.00'x'";
    private const string Exponent = "0.0e+0";

    public static IEnumerable<Target> Of(IReadOnlyList<Row> rows, CompareOptions options)
    {
        if (options.Bits < 512)
        {
            foreach (int threads in new[] { 1, 2 })
            {
                yield return Faster($"geometric mean{Part(rows)}, 256 bits, batch 1, {Count(threads)}", Mean(At(rows, 1, threads)), 1);
            }

            yield break;
        }

        foreach ((int threads, double bar) in new[] { (1, 1.8), (2, 1.6) })
        {
            foreach (string title in new[] { "VoVNet-39", "VoVNet-57", "CSPDarknet-53" })
            {
                yield return Faster($"{title}, batch 1, {Count(threads)}", At(rows, 1, threads).FirstOrDefault(r => r.Compared.Title == title)?.Ratio, bar);
            }
        }

        foreach (int threads in new[] { 1, 2 })
        {
            yield return Faster($"geometric mean{Part(rows)}, batch 1, {Count(threads)}", Mean(At(rows, 1, threads)), 1.4);
        }

        yield return Faster("slowest network against the faster peer", Lowest(rows.Select(r => r.Ratio)), 1);
        yield return Faster("scaling from 1 to 2 threads, geometric mean, batch 1", Scaling(rows, 1), 1.8);
        yield return AtMost("peak memory over ONNX Runtime's, worst", Highest(rows.Select(r => r.Own.PeakMegabytes / r.OnnxRuntime?.PeakMegabytes)), 1, Times);
        yield return AtMost("arena over the plan's lower bound, worst", Highest(rows.Select(Arena)), 1.1, Times);
        yield return AtMost("first result over ONNX Runtime's session and first run, worst", Highest(rows.Where(r => r.Batch == 1).Select(r => r.Own.StartMilliseconds / r.OnnxRuntime?.SessionMilliseconds)), 1, Times);
        yield return AtMost("bytes allocated while running", Highest(rows.Select(r => (double?)r.Own.Allocated)), 0, "0");
        yield return AtMost("error against double precision, worst", Highest(rows.Select(r => (double?)r.Own.Error)), 1e-4, Exponent);
    }

    /// <summary>How much faster 2 threads are than 1; the geometric mean over the networks that have both.</summary>
    public static double? Scaling(IReadOnlyList<Row> rows, int batch) => Statistics.GeometricMean(
        from one in At(rows, batch, 1)
        from two in At(rows, batch, 2)
        where one.Compared == two.Compared
        select one.Own.Milliseconds / two.Own.Milliseconds);

    /// <summary>The geometric mean of the ratios to the faster peer.</summary>
    public static double? Mean(IEnumerable<Row> rows) => Statistics.GeometricMean(rows.Select(r => r.Ratio).OfType<double>());

    public static IEnumerable<Row> At(IReadOnlyList<Row> rows, int batch, int threads) => rows.Where(r => r.Batch == batch && r.Threads == threads);

    private static double? Arena(Row row) => row.Compared.ArenaLowerBound == 0 ? null : (double)row.Own.ArenaBytes / row.Compared.ArenaLowerBound;

    private static double? Lowest(IEnumerable<double?> figures) => figures.Min();

    private static double? Highest(IEnumerable<double?> figures) => figures.Max();

    private static Target Faster(string what, double? figure, double bar) => new(what, figure, bar, true, Times);

    private static Target AtMost(string what, double? figure, double bar, string format) => new(what, figure, bar, false, format);

    // The bar is set for the whole catalog.
    private static string Part(IReadOnlyList<Row> rows) =>
        rows.Select(r => r.Compared).Distinct().Count() is int count && count < NetworkCatalog.Titles.Count ? $" of {count} of {NetworkCatalog.Titles.Count} networks" : "";

    private static string Count(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";
}
