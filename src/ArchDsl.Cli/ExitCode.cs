namespace ArchDsl.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A file has errors, or is not formatted.</summary>
    public const int ErrorsFound = 1;

    /// <summary>The command line asks for something there is not.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C ended it.</summary>
    public const int Interrupted = 130;
}
