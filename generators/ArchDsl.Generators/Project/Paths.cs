using System.Text;

namespace ArchDsl.Generators.Project;

/// <summary>Paths as text: <c>/</c> and <c>\</c> alike, no look at a disk.</summary>
internal static class Paths
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The way from a folder to a file, <c>/</c> between names; the file's own path where there is none.</summary>
    public static string Relative(string directory, string path)
    {
        List<string> from = Segments(directory);
        List<string> to = Segments(path);
        StringComparison comparison = HasDrive(path) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        int common = 0;
        while (common < from.Count && common < to.Count - 1 && string.Equals(from[common], to[common], comparison))
        {
            common++;
        }

        bool isElsewhere = directory.Length == 0 || (common == 0 && HasDrive(path));
        if (isElsewhere)
        {
            return (path.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", to);
        }

        return string.Join("/", Enumerable.Repeat("..", from.Count - common).Concat(to.Skip(common)));
    }

    /// <summary>What a path in an import names, seen from the file that has the import.</summary>
    public static string FromFile(string importer, string import)
    {
        string normal = importer.Replace('\\', '/');
        string folder = normal.Substring(0, normal.LastIndexOf('/') + 1);
        string root = folder.StartsWith("/", StringComparison.Ordinal) ? "/" : "";
        return root + string.Join("/", Segments(folder + import));
    }

    /// <summary>The path with <c>/</c> between names and neither <c>.</c> nor <c>name/..</c> in it.</summary>
    public static string Normalize(string path) =>
        (path.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", Segments(path));

    public static bool IsRooted(string path) => path.StartsWith("/", StringComparison.Ordinal) || HasDrive(path);

    /// <summary>A path without its extension in letters that every host takes in the name of a generated file.</summary>
    public static string ToHint(string path)
    {
        const string Extension = ".arch";
        string stem = path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            ? path.Substring(0, path.Length - Extension.Length)
            : path;
        return string.Join("/", Segments(stem).Select(ToHintSegment));
    }

    private static string ToHintSegment(string segment)
    {
        if (segment == "..")
        {
            return "_";
        }

        var hint = new StringBuilder(segment.Length);
        foreach (char c in segment)
        {
            hint.Append(char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_');
        }

        return hint.ToString();
    }

    private static bool HasDrive(string path) => path.Length > 1 && path[1] == ':';

    private static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (string segment in path.Split(Separators))
        {
            if (segment == ".." && segments.Count > 0 && segments[segments.Count - 1] != "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment.Length > 0 && segment != ".")
            {
                segments.Add(segment);
            }
        }

        return segments;
    }
}
