using System.CommandLine;
using ArchDsl.Cli.Reports;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl report FILE -o report.html</c>: one page with pictures and costs.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        Option<Shape?> input = Inputs.Input();
        Option<string?> output = Inputs.Output("The file to write instead of standard output.");
        var command = new Command("report", "Writes one HTML page with the picture, the costs by stage and layer, and a comparison of the file's networks.") { file, arch, input, output };
        command.SetAction(parsed =>
        {
            var session = new Session(terminal);
            string path = parsed.GetRequiredValue(file);
            IReadOnlyList<Network>? networks = session.Networks(path, parsed.GetValue(arch), parsed.GetValue(input));
            if (networks is null)
            {
                return ExitCode.ErrorsFound;
            }

            string page = ReportPage.Render(Path.GetFileName(path), [.. networks.Select(CostReport.Of)]);
            session.WriteResult(parsed.GetValue(output), page);
            return ExitCode.Ok;
        });
        return command;
    }
}
