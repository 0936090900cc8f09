using System.Text.RegularExpressions;

namespace ArchDsl.Testing;

/// <summary>Takes out what differs from one machine or release to the next.</summary>
internal static partial class Scrubber
{
    private static readonly (string Path, string Name)[] Folders = FindFolders();

    public static string Scrub(string text)
    {
        foreach ((string path, string name) in Folders)
        {
            text = text.Replace(path, name, StringComparison.Ordinal);
        }

        text = GeneratedCodeVersion().Replace(text, "$1{Version}$2");
        text = AssemblyVersion().Replace(text, "Version={Version}");
        return ProductVersion().Replace(text, "$1{Version}");
    }

    private static (string Path, string Name)[] FindFolders()
    {
        var folders = new List<(string, string)>();
        Add(AppContext.BaseDirectory, "{OutputDirectory}");
        Add(Repository.Root, "{SolutionDirectory}");
        Add(Path.GetTempPath(), "{TempPath}");
        Add(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "{UserProfile}");
        return [.. folders.OrderByDescending(folder => folder.Item1.Length)];

        void Add(string path, string name)
        {
            string trimmed = path.TrimEnd(Path.DirectorySeparatorChar);
            if (trimmed.Length > 1)
            {
                folders.Add((trimmed, name));
                if (Path.DirectorySeparatorChar == '\\')
                {
                    folders.Add((trimmed.Replace('\\', '/'), name));
                }
            }
        }
    }

    [GeneratedRegex("""(GeneratedCode(?:Attribute)?\("[^"]*",\s*")[^"]*("\))""")]
    private static partial Regex GeneratedCodeVersion();

    [GeneratedRegex(@"\bVersion=\d+(\.\d+){1,3}")]
    private static partial Regex AssemblyVersion();

    [GeneratedRegex(@"(\b[Aa]rch[Dd]sl(?:\.\w+)* v?)\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*[0-9A-Za-z])?")]
    private static partial Regex ProductVersion();
}
