using System.CommandLine;
using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl graph FILE --format mermaid|dot|svg</c>: a drawing of one network.</summary>
internal static class GraphCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        Option<Shape?> input = Inputs.Input();
        Option<string> format = Inputs.OneOf("--format", "The language of the drawing.", "mermaid", "dot", "svg");
        Option<string?> output = Inputs.Output("The file to write instead of standard output.");
        var command = new Command("graph", "Draws one network: layers framed by stages and blocks.") { file, arch, input, format, output };
        command.SetAction(parsed =>
        {
            var session = new Session(terminal);
            Network? network = session.OneNetwork(parsed.GetRequiredValue(file), parsed.GetValue(arch), parsed.GetValue(input));
            if (network is null)
            {
                return ExitCode.ErrorsFound;
            }

            LayerGraph graph = LayerGraph.Of(network);
            string text = parsed.GetRequiredValue(format) switch
            {
                "dot" => DotGraph.Render(graph),
                "svg" => SvgGraph.Render(graph),
                _ => MermaidGraph.Render(graph),
            };
            if (parsed.GetValue(output) is { } path)
            {
                session.Workspace.Write(path, text);
            }
            else
            {
                terminal.Out.Write(text);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
