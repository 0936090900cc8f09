using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ArchDsl.Testing;

/// <summary>A browser without a window, where this machine has one. ARCHDSL_CHROMIUM names another program than <c>chromium</c>.</summary>
public static class Chromium
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Lazy<bool> Found = new(() => Run(["--version"]) is { Length: > 0 });

    /// <summary>Whether a browser is here.</summary>
    public static bool IsHere => Found.Value;

    private static string Program => Environment.GetEnvironmentVariable("ARCHDSL_CHROMIUM") ?? "chromium";

    /// <summary>Loads a page in a window of some width and gives its document after all scripts have run.</summary>
    /// <param name="file">The page's full path.</param>
    /// <param name="width">The width of the window in pixels; browsers without a window have at least 500.</param>
    /// <exception cref="InvalidOperationException">The browser gave no document.</exception>
    public static string Load(string file, int width)
    {
        string profile = Directory.CreateTempSubdirectory("archdsl-chromium-").FullName;
        try
        {
            string[] arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run", "--hide-scrollbars",
                $"--user-data-dir={profile}", FormattableString.Invariant($"--window-size={width},1000"), "--dump-dom", new Uri(file).AbsoluteUri,
            ];
            return Run(arguments) is { Length: > 0 } document ? document : throw new InvalidOperationException($"{Program} gave no document for {file}");
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    // What it writes to standard output, or null where there is no such program or it does not come to an end.
    private static string? Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(Patience) && Task.WaitAll([output, errors], Patience))
            {
                return process.ExitCode == 0 ? output.Result : null;
            }

            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A theory that needs a browser; skipped, and counted as skipped, where there is none.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the browser once a process.</summary>
    public ChromiumTheoryAttribute()
    {
        if (!Chromium.IsHere)
        {
            Skip = "needs a browser: apt-get install chromium, or ARCHDSL_CHROMIUM";
        }
    }
}
