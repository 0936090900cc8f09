using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using ArchDsl.Cli.Spaces;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Binding;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Commands;

/// <summary><c>archdsl sample FILE --space NAME --count N --seed S --macs 360M..440M</c>: networks of a design space, one a row.</summary>
internal static class SampleCommand
{
    private const long LeastAttempts = 1_000_000;
    private const long AttemptsPerRow = 1_000;

    public static Command Create(Terminal terminal)
    {
        Argument<string> file = Inputs.File();
        Option<string?> name = Inputs.Space();
        var count = new Option<long>("--count") { Description = "How many networks.", HelpName = "N", DefaultValueFactory = _ => 10, CustomParser = ParseCount };
        var seed = new Option<ulong>("--seed") { Description = "What decides the draw; one seed gives the same rows everywhere.", HelpName = "S" };
        var attempts = new Option<long?>("--attempts") { Description = "How many networks to draw at most; else a thousand a row and at least a million.", HelpName = "N", CustomParser = result => ParseCount(result) };
        Option<Shape?> input = Inputs.Input();
        Option<string> format = Inputs.OneOf("--format", "How rows are written.", "json", "csv");
        Option<CostWindow?>[] windows = Costs.MetricNames.Select(Window).ToArray();
        var command = new Command("sample", "Draws networks of a design space, each as likely as any other, with their costs.") { file, name, count, seed, attempts, input, format };
        foreach (Option<CostWindow?> window in windows)
        {
            command.Add(window);
        }

        // On a thread of its own, so that Ctrl-C is heard meanwhile.
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            DesignSpace? space = new Session(terminal).OneSpace(parsed.GetRequiredValue(file), parsed.GetValue(name));
            if (space is null)
            {
                return ExitCode.ErrorsFound;
            }

            long rows = parsed.GetValue(count);
            CostWindow[] wanted = windows.Select(w => parsed.GetValue(w)).OfType<CostWindow>().ToArray();
            var sampler = new SpaceSampler(space, parsed.GetValue(seed), wanted, parsed.GetValue(input));
            long most = parsed.GetValue(attempts) ?? Math.Max(LeastAttempts, rows * AttemptsPerRow);
            return Run(terminal, space, sampler, (rows, most), parsed.GetRequiredValue(format) == "csv", cancellation);
        }));
        return command;
    }

    private static int Run(Terminal terminal, DesignSpace space, SpaceSampler sampler, (long Rows, long Attempts) wanted, bool isCsv, CancellationToken cancellation)
    {
        if (space.Size.Points.IsZero)
        {
            terminal.Error.Write($"archdsl: no point of {space.Name} meets its requirements\n");
            return ExitCode.ErrorsFound;
        }

        var watch = Stopwatch.StartNew();
        SampleTally tally = new SampleStream(sampler, new SampleRows(space, sampler, isCsv)).Run(wanted.Rows, wanted.Attempts, terminal.Out.Write, cancellation);
        double seconds = Math.Max(0.001, watch.Elapsed.TotalSeconds);
        terminal.Error.Write(tally.Render());
        terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"  {seconds:0.0} s, {tally.Accepted / seconds:0} rows a second\n"));
        if (tally.Accepted == wanted.Rows)
        {
            return ExitCode.Ok;
        }

        if (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        terminal.Error.Write($"archdsl: {Figures.Exact(wanted.Attempts)} attempts gave {Figures.Exact(tally.Accepted)} of {Figures.Exact(wanted.Rows)} rows: {tally.Share} of {space.Name} is wanted\n  help: widen the window, or draw more with --attempts\n");
        return ExitCode.ErrorsFound;
    }

    private static Option<CostWindow?> Window(string metric) => new("--" + metric.Replace('_', '-'))
    {
        Description = $"The {metric} that are wanted: 360M..440M, ..440M or 360M.. .",
        HelpName = "A..B",
        CustomParser = result => ParseWindow(metric, result),
    };

    private static CostWindow? ParseWindow(string metric, ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] ends = text.Split("..");
        if (ends.Length == 2 && text.Length > 2 && End(ends[0], 0) is { } least && End(ends[1], long.MaxValue) is { } most && least <= most)
        {
            return new CostWindow(metric, least, most);
        }

        result.AddError($"{text} is no window: write two figures such as 360M..440M, or one of them");
        return null;
    }

    private static long? End(string text, long open) => text.Length == 0
        ? open
        : NumberLiteral.Parse(text) is { Value: { IsInteger: true, Sign: >= 0 } value } && value <= long.MaxValue ? (long)value.Numerator : null;

    private static long ParseCount(ArgumentResult result)
    {
        if (End(result.Tokens[0].Value, 0) is { } count and > 0 and <= 1_000_000_000_000)
        {
            return count;
        }

        result.AddError($"{result.Tokens[0].Value} is no count: write a whole number of at least 1");
        return 0;
    }
}
