using ArchDsl.Runtime.Weights;
using Quickstart.Display;
using TorchSharpTraining;

const int Done = 0;
const int Failed = 1;
const int WrongUsage = 2;
const int Interrupted = 130;

try
{
    Options options = Options.Parse(args);
    Terminal terminal = Terminal.OfConsole();
    if (options.Help)
    {
        terminal.Line(Options.HelpText);
        return Done;
    }

    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        // The first time the step under way is finished and saved; the second time the process ends.
        pressed.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };
    return new TrainingRun(terminal, options, stop.Token).Run() ? Done : Interrupted;
}
catch (UsageException error)
{
    Console.Error.WriteLine($"error: {error.Message}; --help tells more");
    return WrongUsage;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or WeightsException)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return Failed;
}
