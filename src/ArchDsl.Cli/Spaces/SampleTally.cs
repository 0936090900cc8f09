using System.Globalization;
using System.Text;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Spaces;

/// <summary>Counts what came of the attempts of a sample.</summary>
internal sealed class SampleTally
{
    private const int MaxReasons = 10;

    private readonly Dictionary<SampleOutcome, long> _outcomes = [];
    private readonly Dictionary<(string Code, string Path, int Start), (Diagnostic First, long Count)> _reasons = [];

    public long Attempts { get; private set; }

    public long Accepted => Of(SampleOutcome.Accepted);

    public void Add(SampledNetwork network)
    {
        Attempts++;
        _outcomes[network.Outcome] = Of(network.Outcome) + 1;
        if (network.Error is { } error)
        {
            (string, string, int) place = (error.Code, error.Location.Path, error.Location.Span.Start);
            (Diagnostic first, long count) = _reasons.GetValueOrDefault(place, (error, 0));
            _reasons[place] = (first, count + 1);
        }
    }

    /// <summary>What was drawn, and why the rest was not wanted.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        Line($"{Count(Accepted, "row")} of {Count(Attempts, "network")} drawn ({Share})");
        Reason(SampleOutcome.OtherCosts, "with costs outside the window");
        Reason(SampleOutcome.NotInSpace, "not in the space: a requirement that could not be counted does not hold");
        Reason(SampleOutcome.NoNetwork, "without a network:");
        foreach ((Diagnostic first, long count) in _reasons.Values.OrderByDescending(r => r.Count).ThenBy(r => r.First.Location.Span.Start).Take(MaxReasons))
        {
            Line($"    {Figures.Exact(count)} like {first.ToString().Split('\n')[0]}");
        }

        return text.ToString();

        void Reason(SampleOutcome outcome, string what)
        {
            if (Of(outcome) > 0)
            {
                Line($"  {Figures.Exact(Of(outcome))} {what}");
            }
        }

        void Line(string line) => text.Append(line).Append('\n');
    }

    /// <summary>The share of the attempts that gave a row.</summary>
    public string Share => Attempts == 0 ? "0 %" : (100.0 * Accepted / Attempts).ToString(Accepted * 100 >= Attempts ? "0.0" : "0.####", CultureInfo.InvariantCulture) + " %";

    private long Of(SampleOutcome outcome) => _outcomes.GetValueOrDefault(outcome);

    private static string Count(long count, string what) => $"{Figures.Exact(count)} {what}{(count == 1 ? "" : "s")}";
}
