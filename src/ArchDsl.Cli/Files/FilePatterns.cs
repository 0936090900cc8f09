using System.Text;
using System.Text.RegularExpressions;

namespace ArchDsl.Cli.Files;

/// <summary>Turns what a command line names (files, folders, patterns with <c>* ** ?</c>) into files.</summary>
internal static class FilePatterns
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>The files in the order named, each once; those of a folder or pattern in the order of their names.</summary>
    /// <param name="arguments">What was named.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <exception cref="UsageException">A folder or pattern holds no <c>.arch</c> file.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> arguments, string folder)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return arguments.SelectMany(a => ExpandOne(a, folder)).Where(f => seen.Add(Path.GetFullPath(f, folder))).ToArray();
    }

    private static IReadOnlyList<string> ExpandOne(string argument, string folder)
    {
        string full = Path.GetFullPath(argument, folder);
        if (Directory.Exists(full))
        {
            string[] files = ArchFiles(full).Select(f => Path.Combine(argument, Path.GetRelativePath(full, f))).ToArray();
            return files.Length > 0 ? files : throw new UsageException($"there is no .arch file in {argument}");
        }

        // A name with a star in it may be a file's own name.
        if (argument.IndexOfAny(Wildcards) < 0 || File.Exists(full))
        {
            return [argument];
        }

        string pattern = argument.Replace('\\', '/');
        int slash = pattern.LastIndexOf('/', pattern.IndexOfAny(Wildcards));
        string fixedPart = slash < 0 ? "" : pattern[..(slash + 1)];
        string root = Path.GetFullPath(fixedPart.Length == 0 ? "." : fixedPart, folder);
        Regex regex = ToRegex(pattern[fixedPart.Length..]);
        string[] matches = !Directory.Exists(root) ? [] : Files(root)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => regex.IsMatch(f))
            .Select(f => fixedPart + f)
            .ToArray();
        return matches.Length > 0 ? matches : throw new UsageException($"no file matches {argument}");
    }

    private static IEnumerable<string> ArchFiles(string root) =>
        Files(root).Where(f => f.EndsWith(".arch", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Files(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            yield return file;
        }

        foreach (string inner in Directory.EnumerateDirectories(folder).Where(IsSource).Order(StringComparer.Ordinal))
        {
            foreach (string file in Files(inner))
            {
                yield return file;
            }
        }
    }

    // Neither build outputs nor hidden folders, nor links that could lead round in a circle.
    private static bool IsSource(string folder)
    {
        var info = new DirectoryInfo(folder);
        return info.Name is not ("bin" or "obj" or "node_modules") && !info.Name.StartsWith('.') && info.LinkTarget is null;
    }

    private static Regex ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            bool isDouble = pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*';
            if (isDouble)
            {
                bool isFolder = i + 2 < pattern.Length && pattern[i + 2] == '/';
                regex.Append(isFolder ? "(?:.*/)?" : ".*");
                i += isFolder ? 2 : 1;
            }
            else
            {
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", char c => Regex.Escape(c.ToString()) });
            }
        }

        return new Regex(regex.Append('$').ToString(), RegexOptions.CultureInvariant);
    }
}
