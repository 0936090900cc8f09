namespace Quickstart;

/// <summary>What the command line asks for.</summary>
/// <param name="Image">The picture to classify; null to classify the test images.</param>
/// <param name="Invert">Whether the picture is dark on light.</param>
/// <param name="Help">Whether only the help is wanted.</param>
internal sealed record Arguments(string? Image, bool Invert, bool Help)
{
    public const string HelpText = """
        Classifies clothes with the network of fashion.arch.

        usage: Quickstart [IMAGE [--invert]]

          (nothing)   classify the 10,000 test images of Fashion-MNIST and show how well and how fast
          IMAGE       classify one picture of 28x28 pixels, a PNG or a PGM: light clothes on a dark ground
          --invert    the picture is dark on light
          --help      this text

        Exit codes: 0 done, 1 a file is missing or unusable, 2 the command line is wrong.
        """;

    /// <exception cref="UsageException">The command line is wrong; the message says how.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var found = new Arguments(null, false, false);
        foreach (string word in words)
        {
            found = word switch
            {
                "--help" or "-h" or "-?" => found with { Help = true },
                "--invert" => found with { Invert = true },
                _ when word.StartsWith('-') && word.Length > 1 => throw new UsageException($"there is no option '{word}'"),
                _ when found.Image is not null => throw new UsageException($"one picture at a time: '{found.Image}' or '{word}'"),
                _ => found with { Image = word },
            };
        }

        return found.Invert && found.Image is null && !found.Help
            ? throw new UsageException("--invert goes with a picture")
            : found;
    }
}

/// <summary>The command line is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
