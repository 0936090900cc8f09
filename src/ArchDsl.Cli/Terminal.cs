namespace ArchDsl.Cli;

/// <summary>Where the tool reads, writes and stands.</summary>
/// <param name="In">Standard input.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Directory">The folder that paths are relative to.</param>
/// <param name="IsStyled">Whether a person looks at <paramref name="Out"/>: then colours, else plain text.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, string Directory, bool IsStyled)
{
    /// <summary>The terminal of the process; <c>NO_COLOR</c> is honoured.</summary>
    public static Terminal OfProcess() => new(
        Console.In,
        PipeOutput.Open(),
        Console.Error,
        Environment.CurrentDirectory,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>How <see cref="Out"/> marks text.</summary>
    public Style Style => IsStyled ? Style.Ansi : Style.Plain;
}
