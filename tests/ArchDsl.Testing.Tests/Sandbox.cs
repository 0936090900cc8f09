namespace ArchDsl.Testing.Tests;

/// <summary>A project folder with one test source, removed at the end of the test.</summary>
internal sealed class Sandbox : IDisposable
{
    public static readonly SnapshotMode Local = new(Accept: false, Ci: false);
    public static readonly SnapshotMode Accepting = new(Accept: true, Ci: false);

    public Sandbox()
    {
        Write("Sample.csproj", "<Project />");
        Write("SampleTests.cs", "");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("archdsl-snapshot-").FullName;

    public Snapshot Snapshot(SnapshotMode mode, string method = "Works") =>
        new(Path.Combine(Folder, "SampleTests.cs"), method, mode);

    public string PathOf(string file) => Path.Combine(Folder, file);

    public bool Has(string file) => File.Exists(PathOf(file));

    public byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public void WriteVerified(string file, string text) => SnapshotText.Write(PathOf(file), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
