namespace ArchDsl.Benchmarks.Compare.Reports;

/// <summary>A bar and how high the measured networks came.</summary>
/// <param name="What">What is asked for.</param>
/// <param name="Figure">The measured figure; null where its networks, batches or threads were not measured.</param>
/// <param name="Bar">What it is held against.</param>
/// <param name="IsAtLeast">Whether the figure must reach the bar, or must not pass it.</param>
/// <param name="Format">How both are printed.</param>
internal sealed record Target(string What, double? Figure, double Bar, bool IsAtLeast, string Format)
{
    public string Verdict => Figure is not { } figure ? "not measured" : (IsAtLeast ? figure >= Bar : figure <= Bar) ? "reached" : "not reached";
}
