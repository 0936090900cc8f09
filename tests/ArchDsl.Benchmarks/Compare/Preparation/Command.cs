using System.ComponentModel;
using System.Diagnostics;

namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Whether a program by this name can be started at all.</summary>
    public static bool Exists(string program, params string[] arguments)
    {
        try
        {
            Run(null, program, arguments);
            return true;
        }
        catch (CompareException)
        {
            return false;
        }
    }

    /// <summary>Runs a program; its errors are only shown where it fails.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="CompareException">It cannot be started, fails, or does not end.</exception>
    public static string Run(string? folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };

        // The variables of the build this process was started from steer MSBuild; a program of our own starts without them.
        foreach (string key in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) && k != "MSBUILDDISABLENODEREUSE").ToArray())
        {
            start.Environment.Remove(key);
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                throw new CompareException($"{program} {arguments.FirstOrDefault()} did not end within {Limit.TotalMinutes} minutes");
            }

            if (process.ExitCode != 0)
            {
                string text = (output.Result + "\n" + errors.Result).Trim();
                throw new CompareException($"{program} {arguments.FirstOrDefault()} failed: {text[Math.Max(0, text.Length - 2000)..]}");
            }

            return output.Result;
        }
        catch (Win32Exception e)
        {
            throw new CompareException($"{program} cannot be started: {e.Message}");
        }
    }
}
