using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Commands;

/// <summary>The arguments and options that several commands take.</summary>
internal static class Inputs
{
    public static Argument<string> File() => new("FILE") { Description = "The .arch file; - reads standard input." };

    public static Argument<string[]> Files() => new("FILES")
    {
        Description = "Files, folders (every .arch file within) or patterns with *, ** and ?; - reads standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Arch() => new("--arch") { Description = "The arch to take, where the file holds several.", HelpName = "NAME" };

    public static Option<string?> Space() => new("--space") { Description = "The space to take, where the file holds several.", HelpName = "NAME" };

    public static Option<string?> Output(string description) => new("--output", "-o") { Description = description, HelpName = "PATH" };

    public static Option<Shape?> Input() => new("--input")
    {
        Description = "Another shape for the (first) input, such as 3x320x320.",
        HelpName = "CxHxW",
        CustomParser = ParseShape,
    };

    public static Option<string> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values), DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Shape? ParseShape(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split('x');
        var numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < 1)
            {
                numbers = [];
                break;
            }
        }

        if (numbers is [int channels, int height, int width])
        {
            return new Shape(channels, height, width);
        }

        result.AddError($"{text} is no shape: write channels, height and width, such as 3x224x224");
        return null;
    }
}
