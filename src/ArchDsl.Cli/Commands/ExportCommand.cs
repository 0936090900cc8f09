using System.CommandLine;
using ArchDsl.Compiler.Emit;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl export FILE --to pytorch</c>: the network for another framework, with the same weight keys.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        var to = new Option<string>("--to") { Description = "The framework.", HelpName = "pytorch", Required = true };
        to.AcceptOnlyFromAmong("pytorch");
        Option<string?> output = Inputs.Output("The folder to write to instead of standard output.");
        var command = new Command("export", "Prints a self-contained Python module.") { file, arch, to, output };
        command.SetAction(parsed => Emission.Run(
            terminal,
            parsed.GetRequiredValue(file),
            parsed.GetValue(arch),
            [EmitTarget.PyTorch],
            null,
            parsed.GetValue(output)));
        return command;
    }
}
