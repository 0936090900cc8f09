using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ArchDsl.Testing;

/// <summary>PyTorch as an independent implementation, where this machine has it. ARCHDSL_PYTHON names another interpreter.</summary>
public static class PyTorch
{
    private static readonly Lazy<bool> Found = new(() => Run(["-c", "import torch"], out _) == 0);

    /// <summary>Whether an interpreter with PyTorch is here.</summary>
    public static bool IsHere => Found.Value;

    private static string Interpreter => Environment.GetEnvironmentVariable("ARCHDSL_PYTHON") ?? "/usr/bin/python3";

    /// <summary>Runs the interpreter on one thread; -1 where there is none.</summary>
    public static int Run(IEnumerable<string> arguments, out string errors)
    {
        var start = new ProcessStartInfo(Interpreter, arguments) { RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            errors = e.Message;
            return -1;
        }
    }
}

/// <summary>A theory that needs PyTorch; skipped, and counted as skipped, where there is none.</summary>
public sealed class PyTorchTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for PyTorch once a process.</summary>
    public PyTorchTheoryAttribute()
    {
        if (!PyTorch.IsHere)
        {
            Skip = "needs PyTorch: apt-get install python3-torch libopenblas0-pthread, or ARCHDSL_PYTHON";
        }
    }
}
