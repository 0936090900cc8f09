using System.CommandLine;
using System.Globalization;
using ArchDsl.Cli.Diagnostics;
using ArchDsl.Cli.Files;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl check FILES…</c>: every finding about the files.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> files = Inputs.Files();
        Option<string> format = Inputs.OneOf("--format", "How findings are written.", "text", "json", "sarif");
        var command = new Command("check", "Reports errors and warnings.") { files, format };
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(files), parsed.GetRequiredValue(format)));
        return command;
    }

    private static int Run(Terminal terminal, string[] arguments, string format)
    {
        var session = new Session(terminal);
        IReadOnlyList<string> files = FilePatterns.Expand(arguments, terminal.Directory);
        Compilation[] compilations = files.Select(f => session.Compile(f)).ToArray();

        // A file that several import is compiled with each; what is wrong with it is said once.
        var seen = new HashSet<(string, string, TextSpan)>();
        Diagnostic[] diagnostics = compilations
            .SelectMany(c => c.Diagnostics)
            .Where(d => seen.Add((d.Code, d.Location.Path, d.Location.Span)))
            .ToArray();
        bool hasErrors = compilations.Any(c => c.HasErrors);
        switch (format)
        {
            case "json":
                terminal.Out.Write(DiagnosticJson.Render(diagnostics));
                break;
            case "sarif":
                terminal.Out.Write(DiagnosticSarif.Render(diagnostics, ArchCompiler.Explain));
                break;
            default:
                session.WriteDiagnostics(terminal.Out, diagnostics, terminal.Style);
                terminal.Out.Write(Summary(diagnostics, files.Count, compilations.Sum(c => c.Networks.Count)));
                break;
        }

        return hasErrors ? ExitCode.ErrorsFound : ExitCode.Ok;
    }

    private static string Summary(IReadOnlyCollection<Diagnostic> diagnostics, int files, int networks)
    {
        string found = DiagnosticText.Count(diagnostics);
        string where = string.Create(CultureInfo.InvariantCulture, $"{files} file{(files == 1 ? "" : "s")}, {networks} network{(networks == 1 ? "" : "s")}");
        return found.Length == 0 ? $"{where}: no findings\n" : $"{where}: {found}\n";
    }
}
