using System.Text;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Files;

/// <summary>Reads source files relative to a folder and remembers them, so that a diagnostic can quote its line.</summary>
internal sealed class Workspace(Terminal terminal)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly Dictionary<string, SourceText> _read = new(StringComparer.Ordinal);

    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a file of the command line.</summary>
    /// <exception cref="UsageException">There is no such file, or it is no text.</exception>
    public SourceText Read(string path)
    {
        string name = path == StandardInput ? "<stdin>" : NameOf(FullPath(path));
        string text = path == StandardInput ? terminal.In.ReadToEnd() : ReadText(FullPath(path), path);
        return _read[name] = new SourceText(name, text);
    }

    /// <summary>Finds what an import names, relative to the file with the import; null where there is nothing readable.</summary>
    public SourceText? Resolve(SourceText importing, string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(FullPath(importing.Path)) ?? terminal.Directory;
            string full = Path.GetFullPath(path, folder);
            string name = NameOf(full);
            return _read.TryGetValue(name, out SourceText? known) ? known
                : File.Exists(full) ? _read[name] = new SourceText(name, ReadText(full, path))
                : null;
        }
        catch (Exception e) when (e is UsageException or ArgumentException or IOException)
        {
            return null;
        }
    }

    /// <summary>A file read before, by the path its diagnostics have.</summary>
    public SourceText? Find(string path) => _read.GetValueOrDefault(path);

    /// <summary>Writes a text file as UTF-8 without a mark.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public void Write(string path, string text)
    {
        try
        {
            string full = FullPath(path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
            File.WriteAllText(full, text, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{path} cannot be written: {Describe(e)}");
        }
    }

    /// <summary>A path relative to the tool's folder made absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, terminal.Directory);

    // Paths inside the folder are shown from there on, others in full; always with slashes.
    private string NameOf(string fullPath)
    {
        string relative = Path.GetRelativePath(terminal.Directory, fullPath);
        bool isInside = relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        return (isInside ? relative : fullPath).Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string ReadText(string fullPath, string path)
    {
        if (System.IO.Directory.Exists(fullPath))
        {
            throw new UsageException($"{path} is a folder", "name one .arch file");
        }

        try
        {
            byte[] bytes = File.ReadAllBytes(fullPath);
            ReadOnlySpan<byte> content = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
            return content.Contains((byte)0)
                ? throw new UsageException($"{path} is not a text file")
                : StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{path} is not UTF-8 text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"there is no file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path} cannot be read: {Describe(e)}");
        }
    }

    private static string Describe(Exception e) => e is UnauthorizedAccessException ? "access is denied" : e.Message.TrimEnd('.');
}
