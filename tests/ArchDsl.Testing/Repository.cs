namespace ArchDsl.Testing;

/// <summary>Where the checkout lies, whichever way the test assembly was built.</summary>
public static class Repository
{
    private const string Marker = "ArchDsl.sln";

    // What a deterministic build (ContinuousIntegrationBuild) writes in place of the checkout's root.
    private const string MappedRoot = "/_/";

    /// <summary>The folder of <c>ArchDsl.sln</c>, found upwards from the test assembly.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests do not run inside a checkout.</exception>
    public static string Root { get; } = FindUpwards(AppContext.BaseDirectory, Marker)
        ?? throw new DirectoryNotFoundException($"no {Marker} above the test assembly");

    /// <summary>The real path of a source file as <c>[CallerFilePath]</c> gave it.</summary>
    public static string ResolveSource(string callerFilePath) =>
        callerFilePath.StartsWith(MappedRoot, StringComparison.Ordinal)
            ? Path.Combine(Root, callerFilePath[MappedRoot.Length..])
            : callerFilePath;

    /// <summary>The folder of the project that owns a file or folder, or null.</summary>
    public static string? ProjectOf(string path) => FindUpwards(path, "*.csproj");

    private static string? FindUpwards(string start, string pattern)
    {
        for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
        {
            if (at.Exists && at.EnumerateFiles(pattern).Any())
            {
                return at.FullName;
            }
        }

        return null;
    }
}
