using System.CommandLine;
using System.Text;
using ArchDsl.Cli.Diagnostics;
using ArchDsl.Cli.Summaries;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl explain ARCH0203</c>: why a code is reported and what to do; without a code all of them in a table.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Argument<string?>("CODE") { Description = "The code of a diagnostic, such as ARCH0203; left out, all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Says why a diagnostic is reported and what to do.") { code };
        command.SetAction(parsed =>
        {
            terminal.Out.Write(parsed.GetValue(code) is { } wanted ? Explain(wanted, terminal.Style) : List(terminal.Style));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Explain(string code, Style style)
    {
        string upper = code.ToUpperInvariant();
        if (ArchCompiler.Explain(upper) is not { } descriptor)
        {
            string? nearest = Spelling.Nearest(upper, DiagnosticCatalog.All.Select(d => d.Code));
            throw new UsageException($"there is no diagnostic {code}", nearest is null ? "`archdsl explain` lists all" : $"did you mean {nearest}?");
        }

        return $"{style.Bold($"{descriptor.Code}: {descriptor.Title}")} ({DiagnosticText.Word(descriptor.Severity)})\n\n{descriptor.Explanation.Trim()}\n";
    }

    private static string List(Style style)
    {
        var table = new TextTable("code", "severity", "title");
        foreach (DiagnosticDescriptor descriptor in DiagnosticCatalog.All.OrderBy(d => d.Code, StringComparer.Ordinal))
        {
            table.Add(descriptor.Code, DiagnosticText.Word(descriptor.Severity), descriptor.Title);
        }

        var text = new StringBuilder();
        table.WriteAligned(text, style);
        return text.ToString();
    }
}
