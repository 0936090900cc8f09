using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ArchDsl.Cli;

/// <summary>
/// Standard output that notices when its reader has gone away: the console of .NET writes on into nothing, and a stream of
/// rows would never end behind <c>| head</c>.
/// </summary>
internal static class PipeOutput
{
    private const int BrokenPipe = 32;

    /// <summary>A writer to the pipe on standard output; the console's where there is none.</summary>
    public static TextWriter Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.Out;
        }

        try
        {
            // A file keeps its place with the process; only a pipe has none.
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.Out : new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return Console.Out;
        }
    }

    /// <summary>Whether a write failed because nobody reads any more.</summary>
    public static bool IsClosed(IOException e) => !OperatingSystem.IsWindows() && (e.HResult & 0xFFFF) == BrokenPipe;
}
