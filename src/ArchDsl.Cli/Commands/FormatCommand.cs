using System.CommandLine;
using ArchDsl.Cli.Files;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl format FILES… [--verify]</c>: rewrites files in the canonical form, or says which are not in it.</summary>
internal static class FormatCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> files = Inputs.Files();
        var verify = new Option<bool>("--verify") { Description = "Change nothing; end with 1 where a file is not formatted." };
        var command = new Command("format", "Formats files in place; standard input to standard output.") { files, verify };
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(files), parsed.GetValue(verify)));
        return command;
    }

    private static int Run(Terminal terminal, string[] arguments, bool verify)
    {
        var session = new Session(terminal);
        int code = ExitCode.Ok;
        foreach (string file in FilePatterns.Expand(arguments, terminal.Directory))
        {
            code = Math.Max(code, FormatOne(terminal, session, file, verify));
        }

        return code;
    }

    private static int FormatOne(Terminal terminal, Session session, string file, bool verify)
    {
        SourceText source = session.Workspace.Read(file);
        if (SyntaxErrors(source) is { Count: > 0 } errors)
        {
            session.WriteDiagnostics(terminal.Error, errors, Style.Plain);
            return ExitCode.ErrorsFound;
        }

        string formatted = ArchCompiler.Format(source);
        bool isFormatted = formatted == source.Text;
        if (verify)
        {
            terminal.Out.Write(isFormatted ? "" : $"{source.Path} is not formatted\n");
            return isFormatted ? ExitCode.Ok : ExitCode.ErrorsFound;
        }

        if (file == Workspace.StandardInput)
        {
            terminal.Out.Write(formatted);
        }
        else if (!isFormatted)
        {
            session.Workspace.Write(file, formatted);
            terminal.Out.Write($"formatted {source.Path}\n");
        }

        return ExitCode.Ok;
    }

    // What does not parse cannot be printed in a canonical form without losing what its author meant.
    private static IReadOnlyList<Diagnostic> SyntaxErrors(SourceText source) =>
        Parser.Parse(source).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
}
