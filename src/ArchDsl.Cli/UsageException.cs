namespace ArchDsl.Cli;

/// <summary>The command line asks for something there is not; the message says what, and the tool ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message, string? help = null) : Exception(message)
{
    /// <summary>What to do instead.</summary>
    public string? Help { get; } = help;
}
