using System.CommandLine;
using System.Diagnostics;
using ArchDsl.Cli.Profiles;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl profile FILE</c>: where the time of one sample goes on this machine's CPU, kernel by kernel.</summary>
internal static class ProfileCommand
{
    private const int MostThreads = 1024;

    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> arch = Inputs.Arch();
        Option<Shape?> input = Inputs.Input();
        var weights = new Option<string?>("--weights") { Description = "A file of weights under any naming the network knows; left out, random ones.", HelpName = "PATH" };
        Option<int> threads = Number("--threads", "How many threads share a sample; 0 for one a core.", 1, 0, MostThreads);
        Option<int> runs = Number("--runs", "How many runs are timed; the median counts.", 20, 1, 1_000_000);
        Option<string> width = Inputs.OneOf("--width", "Bits of a vector; best is the widest the machine accelerates.", "best", "512", "256", "128");
        Option<string> format = Inputs.OneOf("--format", "How the profile is written.", "table", "json");
        var command = new Command("profile", "Runs the generated CPU class of one network and times every kernel.") { file, arch, input, weights, threads, runs, width, format };
        command.SetAction(parsed =>
        {
            if (new Session(terminal).OneNetwork(parsed.GetRequiredValue(file), parsed.GetValue(arch), parsed.GetValue(input)) is not { } network)
            {
                return ExitCode.ErrorsFound;
            }

            SimdWidth bits = parsed.GetRequiredValue(width) switch { "512" => SimdWidth.Bits512, "256" => SimdWidth.Bits256, "128" => SimdWidth.Bits128, _ => SimdWidth.Best };
            return Run(terminal, network, parsed.GetValue(weights), new CpuOptions(parsed.GetValue(threads), bits), parsed.GetValue(runs), parsed.GetRequiredValue(format) == "json");
        });
        return command;
    }

    private static int Run(Terminal terminal, Network network, string? path, CpuOptions options, int runs, bool isJson)
    {
        try
        {
            using WeightsFile? opened = path is null ? null : WeightsCommand.Open(Path.GetFullPath(path, terminal.Directory), path);
            IWeightSource weights = opened is null ? RandomWeights.Of(network) : opened;
            using LoadedNetwork loaded = LoadedNetwork.Of(network, weights, options);
            WarmUp(loaded.Program);
            CpuProfile profile = loaded.Program.Profile(runs);
            terminal.Out.Write(isJson
                ? ProfileJson.Render(network.Name, weights.Name, loaded.Program.ArenaBytes, profile)
                : $"{network.Name}, one sample of {string.Join(" and ", network.Inputs.Select(i => i.Shape))}, {weights.Name}\n\n{profile}");
            return ExitCode.Ok;
        }
        catch (WeightsException e)
        {
            terminal.Error.Write($"archdsl: {e.Message}\n");
            return ExitCode.ErrorsFound;
        }
    }

    // The runtime replaces code that is called often; what is timed should be what stays.
    private static void WarmUp(CpuProgram program)
    {
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 500)
        {
            program.Profile(runs: 5);
        }
    }

    private static Option<int> Number(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
            {
                result.AddError($"{name} is {least} to {most}");
            }
        });
        return option;
    }
}
