using System.CommandLine;
using System.CommandLine.Invocation;
using ArchDsl.Cli.Commands;

namespace ArchDsl.Cli;

/// <summary>The tool without the process around it.</summary>
internal static class Tool
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ParseResult parsed = CommandTree.Create(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        if (parsed.Action is ParseErrorAction wrongUsage)
        {
            wrongUsage.ShowHelp = false;
            parsed.Invoke(configuration);
            terminal.Error.Write($"see: {NameOf(parsed)} --help\n");
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(configuration);
        }
        catch (IOException e) when (PipeOutput.IsClosed(e))
        {
            return ExitCode.Ok;
        }
        catch (UsageException e)
        {
            terminal.Error.Write($"archdsl: {e.Message}\n{(e.Help is null ? "" : $"  help: {e.Help}\n")}");
            return ExitCode.Usage;
        }
    }

    private static string NameOf(ParseResult parsed) =>
        NameOf(parsed.CommandResult);

    private static string NameOf(System.CommandLine.Parsing.SymbolResult? result) => result switch
    {
        System.CommandLine.Parsing.CommandResult { Command: RootCommand } or null => "archdsl",
        System.CommandLine.Parsing.CommandResult { Command: { } command } => $"{NameOf(result.Parent)} {command.Name}",
        _ => NameOf(result.Parent),
    };
}
