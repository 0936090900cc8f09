using System.Text.RegularExpressions;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Slips of the fingers and of the mouse: tokens and characters deleted, doubled, swapped, inserted.</summary>
internal static partial class TextDamage
{
    private static readonly string[] Fragments =
    [
        "{", "}", "(", ")", "[", "]", ",", ":", ";", "\n", "\"", "=", "..", "..<", ".", "-", "/", "%", "0", "1/3", "9999999999", "1e308", "3x3", "0x0",
        "conv", "stage", "for", "in", "if", "else", "let", "as", "when", "repeat 900", "keep", "from", "c", "this", "none", "auto", "act", "head", "block",
        "arch", "import", "fn", "residual { }", "split 1/2", "\0", "é", "\t", "//", "///", "runtime", "expect params: 1", "outputs", "input y: 1x1x1",
    ];

    public static string Apply(string text, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            text = random.Next(3) == 0 ? Character(text, random) : Token(text, random);
        }

        return text;
    }

    private static string Character(string text, Random random)
    {
        if (text.Length < 2)
        {
            return text + "x";
        }

        int at = random.Next(text.Length - 1);
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[random.Next(text.Length)].ToString()),
            2 => text.Remove(at, 2).Insert(at, $"{text[at + 1]}{text[at]}"),
            _ => text[..at],
        };
    }

    private static string Token(string text, Random random)
    {
        string[] tokens = [.. Tokens().Matches(text).Select(m => m.Value)];
        if (tokens.Length < 2)
        {
            return text + " x";
        }

        int at = random.Next(tokens.Length - 1);
        int other = random.Next(tokens.Length);
        switch (random.Next(6))
        {
            case 0:
                tokens[at] = "";
                break;
            case 1:
                tokens[at] += tokens[at];
                break;
            case 2:
                (tokens[at], tokens[at + 1]) = (tokens[at + 1], tokens[at]);
                break;
            case 3:
                tokens[at] += " " + Fragments[random.Next(Fragments.Length)] + " ";
                break;
            case 4:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            default:
                tokens[at] = Fragments[random.Next(Fragments.Length)];
                break;
        }

        return string.Concat(tokens);
    }

    [GeneratedRegex(@"\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Tokens();
}
