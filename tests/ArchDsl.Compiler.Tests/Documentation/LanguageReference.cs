using System.Text.RegularExpressions;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Documentation;

/// <summary>The reference that ships, <c>dsl/language.md</c>, taken apart: its tables and its fenced examples.</summary>
internal sealed class LanguageReference
{
    public const string FileName = "dsl/language.md";

    private readonly string[] _lines;

    private LanguageReference(string[] lines) => _lines = lines;

    public static LanguageReference Read()
    {
        string path = Path.Combine(Repository.Root, FileName);
        return new LanguageReference(File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'));
    }

    /// <summary>The rows of every table whose header starts with this cell, the cells without blanks around them.</summary>
    public IEnumerable<string[]> Rows(string firstHeader)
    {
        bool inside = false;
        foreach (string line in _lines)
        {
            if (!line.StartsWith('|'))
            {
                inside = false;
                continue;
            }

            string[] cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            bool isHeader = cells[0] == firstHeader;
            if (inside && !isHeader && !cells[0].StartsWith("---", StringComparison.Ordinal))
            {
                yield return cells;
            }

            inside |= isHeader;
        }
    }

    /// <summary>The text of every fence with this info string, with the line it starts on.</summary>
    public IEnumerable<(int Line, string Text)> Fences(string info)
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            if (!_lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int end = Array.FindIndex(_lines, i + 1, line => line == "```");
            if (_lines[i] == "```" + info)
            {
                yield return (i + 1, string.Join("\n", _lines[(i + 1)..end]) + "\n");
            }

            i = end;
        }
    }

    /// <summary>The words of a cell in backticks.</summary>
    public static IEnumerable<string> Code(string cell) => Regex.Matches(cell, "`([^`]+)`").Select(m => m.Groups[1].Value);

    /// <summary>The words of a cell in bold: the parameters of a statement or function.</summary>
    public static string[] Bold(string cell) => Regex.Matches(cell, @"\*\*(\w+)\*\*").Select(m => m.Groups[1].Value).ToArray();
}
