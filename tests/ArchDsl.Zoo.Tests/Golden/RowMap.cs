using ArchDsl.Testing;

namespace ArchDsl.Zoo.Tests.Golden;

/// <summary>Which arch of the zoo a row of golden.json is, from the lines of Rows/*.txt.</summary>
internal static class RowMap
{
    /// <summary>All lines, in the order of files and lines.</summary>
    public static IReadOnlyList<RowLine> Lines { get; } = [.. Read()];

    private static ILookup<string, RowLine> ByRow { get; } = Lines.ToLookup(line => line.Row, StringComparer.Ordinal);

    /// <summary>The arch of a row.</summary>
    /// <exception cref="InvalidDataException">No line names the row, or several do.</exception>
    public static RowLine Of(string row)
    {
        RowLine[] lines = [.. ByRow[row]];
        return lines.Length switch
        {
            0 => throw new InvalidDataException($"no line of Rows/*.txt says which arch of the zoo {row} of golden.json is"),
            1 => lines[0],
            _ => throw new InvalidDataException($"{row} of golden.json stands in {string.Join(" and ", lines.Select(l => l.Place))}"),
        };
    }

    private static IEnumerable<RowLine> Read()
    {
        string folder = Path.Combine(Repository.Root, "tests", "ArchDsl.Zoo.Tests", "Rows");
        foreach (string path in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Trim() is { Length: > 0 } line && !line.StartsWith('#'))
                {
                    yield return RowLine.Parse(line, $"{Path.GetFileName(path)}({i + 1})");
                }
            }
        }
    }
}

/// <summary>One line: <c>section/row = file.arch:ArchName</c>.</summary>
internal sealed record RowLine(string Row, string File, string Arch, string Place)
{
    public static RowLine Parse(string line, string place)
    {
        string[] sides = line.Split('=', StringSplitOptions.TrimEntries);
        string[] target = sides.Length == 2 ? sides[1].Split(':', StringSplitOptions.TrimEntries) : [];
        return target.Length == 2
            ? new RowLine(sides[0], target[0], target[1], place)
            : throw new FormatException($"{place}: wanted `section/row = file.arch:ArchName`, got `{line}`");
    }
}
