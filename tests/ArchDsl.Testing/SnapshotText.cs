using System.Text;

namespace ArchDsl.Testing;

/// <summary>The one form snapshots have on disk: UTF-8 with BOM, LF, no trailing newline.</summary>
internal static class SnapshotText
{
    private static readonly UTF8Encoding Utf8WithBom = new(encoderShouldEmitUTF8Identifier: true);

    public static string Normalize(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n');

    public static string? Read(string path) => File.Exists(path) ? Normalize(File.ReadAllText(path)) : null;

    public static void Write(string path, string text) => File.WriteAllText(path, text, Utf8WithBom);

    /// <summary>What is wrong with the bytes of a snapshot file, or null.</summary>
    public static string? FindFormatError(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            return "has no UTF-8 byte order mark";
        }

        if (bytes.AsSpan().Contains((byte)'\r'))
        {
            return "has a carriage return";
        }

        return bytes[^1] == (byte)'\n' ? "ends in a newline" : null;
    }
}
