using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Model;

namespace ArchDsl.Testing;

/// <summary>A listing of two texts: changed lines with a few lines around them, numbered as in the new text.</summary>
internal static class SnapshotDiff
{
    private const int Context = 3;
    private const int MaxLines = 200;

    private readonly record struct Line(char Sign, int Number, string Text);

    public static string Render(string verified, string received)
    {
        List<Line> lines = Merge(new Differ().CreateLineDiffs(verified, received, ignoreWhitespace: false));
        bool[] shown = MarkShown(lines);
        var text = new StringBuilder();
        int printed = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (!shown[i])
            {
                continue;
            }

            if (printed++ == MaxLines)
            {
                text.Append("      … the rest is in the .received. file\n");
                break;
            }

            if (i > 0 && !shown[i - 1])
            {
                text.Append("      …\n");
            }

            Append(text, lines[i]);
        }

        return text.ToString();
    }

    private static List<Line> Merge(DiffResult diff)
    {
        var lines = new List<Line>();
        int inNew = 0;
        foreach (DiffBlock block in diff.DiffBlocks)
        {
            TakeNew(' ', block.InsertStartB);
            for (int i = 0; i < block.DeleteCountA; i++)
            {
                lines.Add(new Line('-', 0, diff.PiecesOld[block.DeleteStartA + i]));
            }

            TakeNew('+', block.InsertStartB + block.InsertCountB);
        }

        TakeNew(' ', diff.PiecesNew.Length);
        return lines;

        void TakeNew(char sign, int end)
        {
            for (; inNew < end; inNew++)
            {
                lines.Add(new Line(sign, inNew + 1, diff.PiecesNew[inNew]));
            }
        }
    }

    private static bool[] MarkShown(List<Line> lines)
    {
        var shown = new bool[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ')
            {
                continue;
            }

            int last = Math.Min(lines.Count - 1, i + Context);
            for (int near = Math.Max(0, i - Context); near <= last; near++)
            {
                shown[near] = true;
            }
        }

        return shown;
    }

    private static void Append(StringBuilder text, Line line)
    {
        string number = line.Number == 0 ? "" : line.Number.ToString(CultureInfo.InvariantCulture);
        text.Append(number.PadLeft(5)).Append(' ').Append(line.Sign).Append(' ').Append(line.Text).Append('\n');
    }
}
