using System.Diagnostics;
using System.Globalization;
using Quickstart.Dataset;
using Quickstart.Display;
using static TorchSharp.torch;

namespace TorchSharpTraining;

/// <summary>A whole training: epoch after epoch, a line for each, a checkpoint after each and when interrupted.</summary>
internal sealed class TrainingRun(Terminal terminal, Options options, CancellationToken stop)
{
    private readonly TrainingPlan _plan = options.Plan;

    /// <returns>Whether it came to its end.</returns>
    /// <exception cref="InvalidDataException">A file is damaged or does not fit.</exception>
    /// <exception cref="IOException">A file is missing, cannot be read or written.</exception>
    public bool Run()
    {
        var images = new TrainingImages(FashionImages.Load(options.Data!, "train"), _plan);
        manual_seed(_plan.Seed);
        Directory.CreateDirectory(options.Output);
        using var network = new FashionNet();
        using var trainer = new Trainer(network, images, _plan);
        var checkpoint = new Checkpoint(options.Output);
        Position position = options.Resume ? checkpoint.Load(network, trainer, _plan) : new Position();

        terminal.Line(terminal.Bold("epoch    loss   train  validation   time"));
        while (position.Epoch < _plan.Epochs)
        {
            long began = Stopwatch.GetTimestamp();
            position = RunEpoch(trainer, position, images.Steps);
            if (position.Step < images.Steps)
            {
                checkpoint.Save(network, trainer, _plan, position);
                terminal.Line($"stopped in epoch {position.Epoch + 1}; --resume goes on from here");
                return false;
            }

            Report(position, images.Steps, trainer.Validate(), Stopwatch.GetElapsedTime(began));
            position = new Position(position.Epoch + 1);
            checkpoint.Save(network, trainer, _plan, position);
        }

        string weights = Path.Combine(options.Output, "fashion.safetensors");
        network.save_weights(weights);
        terminal.Line($"wrote {weights}");
        return true;
    }

    private Position RunEpoch(Trainer trainer, Position start, int steps)
    {
        using var bar = new ProgressBar(terminal, $"epoch {start.Epoch + 1}/{_plan.Epochs}", steps);
        return trainer.RunEpoch(start, now => bar.Report(now.Step, Text($"loss {now.Loss / now.Step:F4}")), stop);
    }

    private void Report(Position end, int steps, double validation, TimeSpan elapsed) => terminal.Line(Text(
        $"{end.Epoch + 1,5}  {end.Loss / steps,6:F4}  {(double)end.Hits / (steps * _plan.Batch),6:P1}  {validation,10:P2}  {elapsed.TotalSeconds,4:F0} s"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
