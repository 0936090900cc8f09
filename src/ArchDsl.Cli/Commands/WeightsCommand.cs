using System.CommandLine;
using System.Text;
using ArchDsl.Cli.Summaries;
using ArchDsl.Cli.Weights;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Weights;
using WeightDialect = ArchDsl.Runtime.Weights.WeightDialect;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl weights check|convert|keys</c>: files of weights under a network's own names and those of other projects.</summary>
internal static class WeightsCommand
{
    public static Command Create(Terminal terminal) => new("weights", "Checks and converts files of weights; lists the keys.")
    {
        Check(terminal),
        Convert(terminal),
        Keys(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Argument<string> weights = Weights();
        Option<string?> arch = Inputs.Arch();
        Option<string?> from = Dialect("--from", "Whose names the file has: a `weights` of the arch, or own; left out, the ones that fit best.");
        var command = new Command("check", "Says whether a file has every tensor of a network.") { file, weights, arch, from };
        command.SetAction(parsed => With(terminal, parsed.GetRequiredValue(file), parsed.GetValue(arch), parsed.GetRequiredValue(weights), parsed.GetValue(from), (network, opened, names) =>
        {
            terminal.Out.Write($"{opened.Name}: {opened.Count} tensors under the names of {names} fit {network.Name}\n");
        }));
        return command;
    }

    private static Command Convert(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Argument<string> weights = Weights();
        Option<string?> arch = Inputs.Arch();
        Option<string?> from = Dialect("--from", "Whose names the file has: a `weights` of the arch, or own; left out, the ones that fit best.");
        Option<string?> to = Dialect("--to", "Whose names are written; left out, the network's own.");
        Option<string?> output = Inputs.Output("The safetensors file to write.");
        output.Required = true;
        var command = new Command("convert", "Writes a file's tensors as safetensors under other names.") { file, weights, arch, from, to, output };
        command.SetAction(parsed => With(terminal, parsed.GetRequiredValue(file), parsed.GetValue(arch), parsed.GetRequiredValue(weights), parsed.GetValue(from), (network, opened, names) =>
        {
            var all = new NetworkWeights(network);
            WeightDialect written = all.Named(parsed.GetValue(to) ?? NetworkWeights.Own);
            string path = parsed.GetRequiredValue(output)!;
            WeightData[] tensors = Renamed(all.Specs, opened, names, written);

            // The output may be the input.
            opened.Dispose();
            Write(Path.GetFullPath(path, terminal.Directory), path, tensors);
            terminal.Out.Write($"{path}: {tensors.Length} tensors of {network.Name}, from the names of {names} to those of {written}\n");
        }));
        return command;
    }

    private static Command Keys(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        Option<string?> dialect = Dialect("--dialect", "Also the names of this project: a `weights` of the arch.");
        var command = new Command("keys", "Lists the keys of a network with their shapes.") { file, arch, dialect };
        command.SetAction(parsed =>
        {
            if (new Session(terminal).OneNetwork(parsed.GetRequiredValue(file), parsed.GetValue(arch)) is not { } network)
            {
                return ExitCode.ErrorsFound;
            }

            var weights = new NetworkWeights(network);
            WeightDialect? names = parsed.GetValue(dialect) is { } name ? weights.Named(name) : null;
            TextTable table = names is null ? new TextTable("key", "shape") : new TextTable("key", names.ToString(), "shape");
            foreach (WeightSpec spec in weights.Specs)
            {
                string shape = spec.Shape.ToString();
                table.Add(names is null ? [spec.Key, shape] : [spec.Key, names[spec.Key], shape]);
            }

            var text = new StringBuilder();
            table.WriteAligned(text, terminal.Style);
            terminal.Out.Write(text);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Weights() => new("WEIGHTS") { Description = "The file of weights: safetensors, a PyTorch checkpoint, or saved by TorchSharp." };

    private static Option<string?> Dialect(string name, string description) => new(name) { Description = description, HelpName = "NAME" };

    // Compiles, opens and checks; what does not fit is listed whole, by the names of the file.
    private static int With(Terminal terminal, string file, string? arch, string weights, string? from, Action<Network, WeightsFile, WeightDialect> action)
    {
        if (new Session(terminal).OneNetwork(file, arch) is not { } network)
        {
            return ExitCode.ErrorsFound;
        }

        try
        {
            using WeightsFile opened = Open(Path.GetFullPath(weights, terminal.Directory), weights);
            action(network, opened, new NetworkWeights(network).Check(opened, from));
            return ExitCode.Ok;
        }
        catch (WeightsMismatchException e)
        {
            string problems = e.Problems.Count == 1 ? "1 problem" : $"{e.Problems.Count} problems";
            terminal.Error.Write($"{weights} does not fit {network.Name} under the names of {e.Dialect}: {problems}\n{string.Concat(e.Problems.Select(p => $"  {p.Message}\n"))}");
        }
        catch (WeightsException e)
        {
            terminal.Error.Write($"archdsl: {e.Message}\n");
        }

        return ExitCode.ErrorsFound;
    }

    /// <summary>Opens a file of weights.</summary>
    /// <exception cref="UsageException">It is missing or cannot be read.</exception>
    /// <exception cref="WeightsException">It is malformed.</exception>
    internal static WeightsFile Open(string path, string name)
    {
        try
        {
            return WeightsFile.Open(path, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is FileNotFoundException or DirectoryNotFoundException ? $"there is no file {name}" : $"{name} cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    // In the network's order; what the file may lack is left out.
    private static WeightData[] Renamed(IReadOnlyList<WeightSpec> specs, WeightsFile file, WeightDialect from, WeightDialect to)
    {
        var tensors = new List<WeightData>();
        foreach (WeightSpec spec in specs)
        {
            if (file.TryGetInfo(from[spec.Key], out WeightInfo? info))
            {
                byte[] bytes = new byte[info.ByteLength];
                file.ReadBytes(info.Key, bytes);
                tensors.Add(new WeightData(to[spec.Key], info.Shape, info.Type, bytes));
            }
        }

        return [.. tensors];
    }

    private static void Write(string path, string name, WeightData[] tensors)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{name} cannot be written: {e.Message.TrimEnd('.')}");
        }
    }
}
