using System.CommandLine;
using ArchDsl.Cli.Spaces;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl space FILE</c>: what varies in the design spaces of a file, and how many networks each has.</summary>
internal static class SpaceCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> name = Inputs.Space();
        Option<string> format = Inputs.OneOf("--format", "How spaces are written.", "text", "json");
        var command = new Command("space", "Counts the networks of design spaces.") { file, name, format };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DesignSpace>? spaces = new Session(terminal).Spaces(parsed.GetRequiredValue(file), parsed.GetValue(name));
            if (spaces is null)
            {
                return ExitCode.ErrorsFound;
            }

            terminal.Out.Write(parsed.GetRequiredValue(format) == "json" ? SpaceJson.Render(spaces) : SpaceText.Render(spaces, terminal.Style));
            return ExitCode.Ok;
        });
        return command;
    }
}
