using System.Globalization;

namespace ArchDsl.Cli.Diffs;

/// <summary>How far one figure is from another.</summary>
internal static class Delta
{
    /// <summary><c>-4_637_032</c>, or <c>=</c> for none.</summary>
    public static string Exact(long left, long right) =>
        left == right ? "=" : Sign(left, right) + Figures.Exact(Math.Abs(right - left));

    /// <summary><c>-4.64M</c>, or nothing for none.</summary>
    public static string Short(long left, long right) =>
        left == right ? "" : Sign(left, right) + Figures.Short(Math.Abs(right - left));

    /// <summary><c>-18.1 %</c>; nothing where there is no change or nothing to compare with.</summary>
    public static string Percent(long left, long right) => left == right || left == 0
        ? ""
        : Sign(left, right) + (100.0 * Math.Abs(right - left) / left).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Sign(long left, long right) => right < left ? "-" : "+";
}
