namespace ArchDsl.Cli.Tests;

/// <summary>Runs the tool in this process within a folder of its own.</summary>
internal sealed class ToolRun : IDisposable
{
    public ToolRun() => System.IO.Directory.CreateDirectory(Directory);

    public string Directory { get; } = Path.Combine(Path.GetTempPath(), "archdsl-" + Guid.NewGuid().ToString("N"));

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string StandardInput { get; set; } = "";

    /// <summary>Writes a file, with the folders around it.</summary>
    public ToolRun With(string path, string text)
    {
        string full = PathOf(path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.ReplaceLineEndings("\n"));
        return this;
    }

    public string PathOf(string path) => Path.Combine(Directory, path);

    public string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Runs one command line; its output is in <see cref="Out"/> and <see cref="Error"/>.</summary>
    public int Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = Tool.Run(arguments, new Terminal(new StringReader(StandardInput), output, error, Directory, IsStyled: false));
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
