using System.CommandLine;
using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures;
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
        Option<string> level = Inputs.OneOf("--level", "What a box is: a layer within stages and blocks, a whole stage, or a single operation.", "block", "stage", "op");
        var columns = new Option<int>("--columns") { Description = "In how many columns an svg stands at most; 0 is as many as make a page.", HelpName = "N" };
        columns.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--columns is 0 or more");
            }
        });
        Option<string?> output = Inputs.Output("The file to write instead of standard output.");
        var command = new Command("graph", "Draws one network: layers framed by stages and blocks, whole stages, or every operation.") { file, arch, input, format, level, columns, output };
        command.SetAction(parsed =>
        {
            var session = new Session(terminal);
            Network? network = session.OneNetwork(parsed.GetRequiredValue(file), parsed.GetValue(arch), parsed.GetValue(input));
            if (network is null)
            {
                return ExitCode.ErrorsFound;
            }

            GraphLevel detail = parsed.GetRequiredValue(level) switch { "stage" => GraphLevel.Stage, "op" => GraphLevel.Op, _ => GraphLevel.Block };
            string text = parsed.GetRequiredValue(format) switch
            {
                "dot" => DotGraph.Render(LayerGraph.Of(network, detail)),
                "svg" => SvgPicture.Render(network, detail, parsed.GetValue(columns)),
                _ => MermaidGraph.Render(LayerGraph.Of(network, detail)),
            };
            session.WriteResult(parsed.GetValue(output), text);
            return ExitCode.Ok;
        });
        return command;
    }
}
