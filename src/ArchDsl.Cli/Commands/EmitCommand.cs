using System.CommandLine;
using ArchDsl.Compiler.Emit;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl emit FILE --target torchsharp|cpu|ilgpu|info</c>: the C# that the generator would add to a project.</summary>
internal static class EmitCommand
{
    public static Command Create(Terminal terminal)
    {
        Dictionary<string, EmitTarget> names = ArchEmitter.Targets
            .Where(t => t != EmitTarget.PyTorch)
            .ToDictionary(t => t.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        var target = new Option<string[]>("--target")
        {
            Description = "What to emit; several together know of each other.",
            HelpName = string.Join('|', names.Keys),
            Required = true,
            Arity = ArgumentArity.OneOrMore,
        };
        target.AcceptOnlyFromAmong([.. names.Keys]);
        var ns = new Option<string?>("--namespace") { Description = "The namespace of the classes.", HelpName = "NAME" };
        Option<string?> output = Inputs.Output("The folder to write to instead of standard output.");
        var command = new Command("emit", "Prints the generated C#.") { file, arch, target, ns, output };
        command.SetAction(parsed => Emission.Run(
            terminal,
            parsed.GetRequiredValue(file),
            parsed.GetValue(arch),
            [.. parsed.GetRequiredValue(target).Distinct().Select(t => names[t])],
            parsed.GetValue(ns),
            parsed.GetValue(output)));
        return command;
    }
}
