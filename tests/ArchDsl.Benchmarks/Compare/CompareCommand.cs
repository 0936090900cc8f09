using System.CommandLine;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare;

/// <summary><c>compare</c>: generated CPU classes, ONNX Runtime and PyTorch take turns on the same networks and weights.</summary>
internal static class CompareCommand
{
    public static int Run(string[] arguments)
    {
        var networks = new Option<string?>("--networks") { Description = $"Which of {string.Join(", ", NetworkCatalog.Titles)}; all by default.", HelpName = "A,B" };
        Option<int[]> batch = Numbers("--batch", "Samples a run.", [1, 8]);
        Option<int[]> threads = Numbers("--threads", "Threads each engine computes with.", [1, 2]);
        Option<string> format = OneOf("--format", "Tables, or rows as JSON.", "table", "json");
        Option<string> width = OneOf("--width", "The widest vectors in bits: what the machine has, or all engines that can be held to 256.", "512", "256");
        var rounds = new Option<int>("--rounds") { Description = "How often the engines take turns.", DefaultValueFactory = _ => 7 };
        var folder = new Option<string?>("--folder") { Description = "Where weights and models are kept for the next time; by default they are not.", HelpName = "PATH" };
        var command = new RootCommand("Measures generated CPU classes against ONNX Runtime and PyTorch.") { networks, batch, threads, format, width, rounds, folder };
        command.SetAction(parsed =>
        {
            var options = new CompareOptions(
                (parsed.GetValue(networks) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                parsed.GetRequiredValue(batch),
                parsed.GetRequiredValue(threads),
                parsed.GetRequiredValue(format) == "json",
                parsed.GetRequiredValue(width) == "256" ? 256 : 512,
                Math.Max(1, parsed.GetValue(rounds)),
                parsed.GetValue(folder));
            try
            {
                return Comparison.Run(options, Console.Out, Console.Error);
            }
            catch (CompareException e)
            {
                Console.Error.WriteLine($"compare: {e.Message}");
                return 1;
            }
        });
        return command.Parse(arguments).Invoke();
    }

    private static Option<string> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values), DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<int[]> Numbers(string name, string description, int[] usual) => new(name)
    {
        Description = description,
        HelpName = string.Join(',', usual),
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string[] parts = result.Tokens[0].Value.Split(',');
            int[] numbers = parts.Select(p => int.TryParse(p, out int n) ? n : 0).Distinct().ToArray();
            if (numbers.Any(n => n < 1))
            {
                result.AddError($"{name} takes numbers from 1, with commas between them");
            }

            return numbers;
        },
    };
}
