using System.Globalization;

namespace Quickstart.Display;

/// <summary>Prints what the compiler counted while it read <c>fashion.arch</c>: nothing here is measured.</summary>
internal static class CostTable
{
    private static readonly string[] Head = ["stage", "output", "parameters", "multiply-adds"];

    public static void Show(Terminal terminal)
    {
        string[][] stages = [.. FashionNetInfo.Stages.Select(stage => new[]
        {
            stage.Name, $"{stage.Channels}x{stage.Height}x{stage.Width}", Number(stage.Params), Number(stage.Macs),
        })];
        string[] total = ["whole", "", Number(FashionNetInfo.Params), Number(FashionNetInfo.Macs)];

        int[] widths = [.. Head.Select((title, column) => stages.Append(total).Max(row => Math.Max(title.Length, row[column].Length)))];
        string Line(string[] row) =>
            $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}";

        terminal.Line(terminal.Dim(Line(Head)));
        foreach (string[] row in stages)
        {
            terminal.Line(Line(row));
        }

        terminal.Line(terminal.Bold(Line(total)));
        terminal.Line($"The most work is in {FashionNetInfo.BottleneckLayer}: {Number(FashionNetInfo.BottleneckMacs)} multiply-adds.");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
