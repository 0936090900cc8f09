using System.CommandLine;
using ArchDsl.Cli.Summaries;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl summary FILE</c>: what a network costs as a whole, by stage and by layer.</summary>
internal static class SummaryCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        Option<Shape?> input = Inputs.Input();
        Option<string> format = Inputs.OneOf("--format", "How the summary is written.", "text", "json", "markdown");
        var command = new Command("summary", "Counts params, macs, acts, memory access and cio, by stage and by layer.") { file, arch, input, format };
        command.SetAction(parsed =>
        {
            IReadOnlyList<Network>? networks = new Session(terminal).Networks(parsed.GetRequiredValue(file), parsed.GetValue(arch), parsed.GetValue(input));
            if (networks is null)
            {
                return ExitCode.ErrorsFound;
            }

            CostReport[] reports = networks.Select(CostReport.Of).ToArray();
            terminal.Out.Write(parsed.GetRequiredValue(format) switch
            {
                "json" => SummaryJson.Render(reports),
                "markdown" => SummaryMarkdown.Render(reports),
                _ => SummaryText.Render(reports, terminal.Style),
            });
            return ExitCode.Ok;
        });
        return command;
    }
}
