namespace ArchDsl.Generators.Tests.Packaging;

/// <summary>A folder outside the repository, gone with the test. Its name has letters that build tools stumble over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("archdsl-").FullName;

    public TemporaryFolder()
    {
        FullPath = Path.Combine(_root, "c# über x");
        Directory.CreateDirectory(FullPath);
    }

    public string FullPath { get; }

    public TemporaryFolder Write(string path, string text)
    {
        string fullPath = Path.Combine(FullPath, path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        File.WriteAllText(fullPath, text);
        return this;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
