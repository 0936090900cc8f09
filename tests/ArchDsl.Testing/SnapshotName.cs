using System.Globalization;
using System.Text;

namespace ArchDsl.Testing;

/// <summary>How snapshot files are named: <c>{Type}.{Method}[_param=value][#{Name}].verified.{ext}</c>.</summary>
internal static class SnapshotName
{
    public const string Verified = ".verified.";
    public const string Received = ".received.";

    private static readonly char[] Reserved = ['<', '>', ':', '"', '/', '\\', '|', '?', '*', '#'];

    /// <summary>One parameter's part of a file name, with what a file system refuses replaced by <c>-</c>.</summary>
    public static string Parameter(string name, object? value)
    {
        string text = value switch
        {
            null => "null",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "null",
        };
        return $"_{name}={Escape(text)}";
    }

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(char.IsControl(c) || Array.IndexOf(Reserved, c) >= 0 ? '-' : c);
        }

        return escaped.ToString();
    }

    /// <summary>The files of one test: its prefix, then <c>#name</c> or nothing, then the mark.</summary>
    public static IEnumerable<string> FilesOf(string directory, string prefix, string mark) =>
        Directory.EnumerateFiles(directory, "*" + mark + "*")
            .Where(path => Belongs(Path.GetFileName(path), prefix, mark))
            .Order(StringComparer.Ordinal);

    private static bool Belongs(string file, string prefix, string mark)
    {
        int end = file.LastIndexOf(mark, StringComparison.Ordinal);
        return file.StartsWith(prefix, StringComparison.Ordinal)
            && (end == prefix.Length || (end > prefix.Length && file[prefix.Length] == '#'));
    }
}
