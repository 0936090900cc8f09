using System.CommandLine;
using ArchDsl.Cli.Diffs;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl diff A.arch B.arch</c>: two networks side by side.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var operands = new Argument<string[]>("OPERANDS")
        {
            Description = "One or two .arch files, then names of archs: one for both files, or the left and the right.",
            Arity = new ArgumentArity(1, 4),
            HelpName = "A.arch [B.arch] [NAME [NAME]]",
        };
        Option<Shape?> input = Inputs.Input();
        Option<string> format = Inputs.OneOf("--format", "How the comparison is written.", "text", "json");
        var exitCode = new Option<bool>("--exit-code") { Description = "End with 1 if the networks differ; without it only errors do." };
        var command = new Command("diff", "Shows two networks side by side: what they cost, and how their stages, blocks and layers differ.") { operands, input, format, exitCode };
        command.SetAction(parsed =>
        {
            DiffOperands chosen = DiffOperands.Of(parsed.GetRequiredValue(operands));
            var session = new Session(terminal);
            (Network Left, Network Right)? pair = chosen.Read(session, parsed.GetValue(input));
            if (pair is not { } networks)
            {
                return ExitCode.ErrorsFound;
            }

            NetworkDiff diff = NetworkDiff.Of(networks.Left, networks.Right);
            terminal.Out.Write(parsed.GetRequiredValue(format) == "json" ? DiffJson.Render(diff) : DiffText.Render(diff, terminal.Style));
            return parsed.GetValue(exitCode) && !diff.IsEqual ? ExitCode.ErrorsFound : ExitCode.Ok;
        });
        return command;
    }
}
