namespace ArchDsl.Cli.Pictures;

/// <summary>Eight colours for costs: even steps of lightness from straw over green to navy, so that a print in grey reads the same.</summary>
internal static class Ramp
{
    /// <summary>On white, the cheapest first.</summary>
    public static IReadOnlyList<string> OnLight { get; } = ["#f9f2c2", "#bee0a3", "#79cc9b", "#21b39e", "#00949f", "#007394", "#1b527b", "#273657"];

    /// <summary>On black, where costly is bright.</summary>
    public static IReadOnlyList<string> OnDark { get; } = ["#27375b", "#17527d", "#007194", "#00929a", "#0fae93", "#77c48a", "#bbd592", "#efe6b3"];

    /// <summary>Which colour a cost has, from 1; 0 is none.</summary>
    public static int StepOf(long cost, long most) => cost <= 0 ? 0 : (int)Math.Clamp(Math.Ceiling((double)OnLight.Count * cost / most), 1, OnLight.Count);
}
