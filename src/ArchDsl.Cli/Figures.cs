using System.Globalization;
using System.Numerics;

namespace ArchDsl.Cli;

/// <summary>Numbers as the language writes them, so that a figure can be pasted into <c>expect</c>.</summary>
internal static class Figures
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "_", NumberDecimalDigits = 0 };

    /// <summary><c>22_600_296</c>.</summary>
    public static string Exact(BigInteger value) => value.ToString("N", Grouped);

    /// <summary>Three figures and a suffix, <c>7.07G</c>; numbers below 1000 as they are.</summary>
    public static string Short(long value)
    {
        (double scaled, string suffix) = value switch
        {
            >= 999_500_000_000 => (value / 1e12, "T"),
            >= 999_500_000 => (value / 1e9, "G"),
            >= 999_500 => (value / 1e6, "M"),
            >= 1000 => (value / 1e3, "K"),
            _ => (value, ""),
        };
        string format = suffix.Length == 0 || scaled >= 99.95 ? "0" : scaled >= 9.995 ? "0.0" : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + suffix;
    }

    /// <summary>The share of a part in a whole: <c>8.7 %</c>.</summary>
    public static string Share(long part, long whole) =>
        whole == 0 ? "" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
