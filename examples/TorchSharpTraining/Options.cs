using System.Globalization;

namespace TorchSharpTraining;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">The folder of the two train-*.gz files.</param>
/// <param name="Output">The folder for checkpoints and weights.</param>
/// <param name="Resume">Whether to go on from the last checkpoint.</param>
/// <param name="Help">Whether only the help is wanted.</param>
/// <param name="Plan">What decides the course of the training.</param>
internal sealed record Options(string? Data, string Output, bool Resume, bool Help, TrainingPlan Plan)
{
    public const string HelpText = """
        Trains the network of fashion.arch with TorchSharp.

        usage: TorchSharpTraining FOLDER [options]

          FOLDER          holds train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz
          --output FOLDER for checkpoints and fashion.safetensors (here)
          --resume        go on from the last checkpoint
          --epochs N      how often every image is seen (14)
          --batch N       images a step (256)
          --rate X        peak learning rate (0.3)
          --held-out N    training images kept for validation (5000)
          --seed N        what the random numbers start from (20)

        Ctrl-C saves a checkpoint and ends; once more ends at once.
        Exit codes: 0 done, 1 a file is missing or unusable, 2 the command line is wrong, 130 interrupted.
        """;

    /// <exception cref="UsageException">The command line is wrong; the message says how.</exception>
    public static Options Parse(string[] words)
    {
        var found = new Options(null, ".", false, false, new TrainingPlan());
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            string Value() => ++i < words.Length ? words[i] : throw new UsageException($"'{word}' needs a value");
            found = word switch
            {
                "--help" or "-h" or "-?" => found with { Help = true },
                "--resume" => found with { Resume = true },
                "--output" => found with { Output = Value() },
                "--epochs" => found with { Plan = found.Plan with { Epochs = Count(word, Value()) } },
                "--batch" => found with { Plan = found.Plan with { Batch = Count(word, Value()) } },
                "--rate" => found with { Plan = found.Plan with { Rate = Rate(word, Value()) } },
                "--held-out" => found with { Plan = found.Plan with { HeldOut = Count(word, Value()) } },
                "--seed" => found with { Plan = found.Plan with { Seed = Count(word, Value()) } },
                _ when word.StartsWith('-') => throw new UsageException($"there is no option '{word}'"),
                _ when found.Data is not null => throw new UsageException($"one folder of images: '{found.Data}' or '{word}'"),
                _ => found with { Data = word },
            };
        }

        return found.Data is null && !found.Help ? throw new UsageException("the folder of the training images is missing") : found;
    }

    private static int Count(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new UsageException($"'{option}' takes a whole number above 0, not '{text}'");

    private static double Rate(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? value
            : throw new UsageException($"'{option}' takes a number above 0, not '{text}'");
}

/// <summary>The command line is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
