using System.Globalization;
using System.Text;
using Quickstart.Classifying;
using Quickstart.Dataset;

namespace Quickstart.Display;

/// <summary>Prints the confusion matrix: a row for what an image is, a column for what the network took it for.</summary>
internal static class ConfusionTable
{
    private const int NameWidth = 13;
    private const int CellWidth = 6;

    // Mistakes that happen this often in a thousand are worth a colour.
    private const int Notable = 20;

    public static void Show(Terminal terminal, ConfusionMatrix matrix)
    {
        terminal.Line(terminal.Dim(new string(' ', NameWidth)
            + string.Concat(FashionClasses.ShortNames.Select(name => name.PadLeft(CellWidth))) + "  recall"));
        for (int actual = 0; actual < FashionClasses.Count; actual++)
        {
            var line = new StringBuilder(FashionClasses.Names[actual].PadRight(NameWidth));
            for (int predicted = 0; predicted < FashionClasses.Count; predicted++)
            {
                line.Append(Cell(terminal, matrix, actual, predicted));
            }

            line.Append(CultureInfo.InvariantCulture, $"{matrix.Recall(actual),8:P1}");
            terminal.Line(line.ToString());
        }
    }

    private static string Cell(Terminal terminal, ConfusionMatrix matrix, int actual, int predicted)
    {
        int count = matrix[actual, predicted];
        string text = (count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture)).PadLeft(CellWidth);
        return actual == predicted ? terminal.Green(text)
            : count * 1000L >= Notable * matrix.Actual(actual) ? terminal.Red(text)
            : terminal.Dim(text);
    }
}
