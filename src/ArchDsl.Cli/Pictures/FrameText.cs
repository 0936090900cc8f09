using System.Globalization;
using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Pictures;

/// <summary>What is written at the top of a frame.</summary>
internal static class FrameText
{
    public static (string Title, string Figures) Of(GraphFrame frame)
    {
        string times = frame.Repeat == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ×{frame.Repeat}");
        return (frame.Label + times, Figures(frame.Costs));
    }

    /// <summary><c>25.6M params · 4.09G macs</c>.</summary>
    public static string Figures(Costs costs) => $"{Cli.Figures.Short(costs.Params)} params · {Cli.Figures.Short(costs.Macs)} macs";
}
