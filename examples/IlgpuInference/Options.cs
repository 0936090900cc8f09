using System.Globalization;
using ArchDsl.Runtime.Gpu;

namespace IlgpuInference;

/// <summary>What the command line asks for.</summary>
/// <param name="Images">How many test images; null for all, or few on a CPU.</param>
/// <param name="Batch">Images of one run; null for many, or few on a CPU.</param>
/// <param name="Precision">How exactly convolutions multiply.</param>
/// <param name="OnCpu">Whether to leave GPUs alone.</param>
/// <param name="Help">Whether only the help is wanted.</param>
internal sealed record Options(int? Images = null, int? Batch = null, Precision Precision = Precision.Strict, bool OnCpu = false, bool Help = false)
{
    public const string HelpText = """
        Runs the network of fashion.arch on the best accelerator present and compares it with the CPU network.

        usage: IlgpuInference [options]

          --images N   how many of the 10,000 test images (all; 8 on a CPU accelerator)
          --batch N    images of one run (256; 4 on a CPU accelerator)
          --fast       TF32 on tensor cores, where there are any
          --cpu        leave GPUs alone

        Exit codes: 0 done, 1 a file is missing or unusable or no accelerator runs the network, 2 the command line is wrong.
        """;

    /// <exception cref="UsageException">The command line is wrong; the message says how.</exception>
    public static Options Parse(string[] words)
    {
        var found = new Options();
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            string Value() => ++i < words.Length ? words[i] : throw new UsageException($"'{word}' needs a value");
            found = word switch
            {
                "--help" or "-h" or "-?" => found with { Help = true },
                "--images" => found with { Images = Count(word, Value()) },
                "--batch" => found with { Batch = Count(word, Value()) },
                "--fast" => found with { Precision = Precision.Fast },
                "--cpu" => found with { OnCpu = true },
                _ => throw new UsageException($"there is no option '{word}'"),
            };
        }

        return found;
    }

    private static int Count(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is > 0 and <= 10_000
            ? value
            : throw new UsageException($"'{option}' takes a whole number from 1 to 10000, not '{text}'");
}

/// <summary>The command line is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
