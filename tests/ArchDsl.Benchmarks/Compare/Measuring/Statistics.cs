namespace ArchDsl.Benchmarks.Compare.Measuring;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value below which a part of the values lies, between neighbours in proportion.</summary>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = values.Order().ToArray();
        double place = part * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The geometric mean; null of nothing.</summary>
    public static double? GeometricMean(IEnumerable<double> values)
    {
        double[] logarithms = values.Select(v => Math.Log(v)).ToArray();
        return logarithms.Length == 0 ? null : Math.Exp(logarithms.Average());
    }
}
