using FsCheck;
using FsCheck.Fluent;

namespace ArchDsl.Compiler.Tests.Syntax;

/// <summary>Files with a few random changes: characters, words, lines gone, doubled, swapped or put in.</summary>
internal static class RandomMutation
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", ",", ":", "=", ";", "\"", "\n", "\r", " ", "..", "..<", "//", "///", "-", "not ", "if ", "else ", "then ",
        "for ", "in ", "block ", "arch A ", "let ", "as ", "when ", "step ", "3x3", "7.", "1_", "9", "x", "@", "\0", "é", "\uD83D", "\uFEFF", "\u2028",
    ];

    public static Gen<string> Of(string[] files) =>
        from file in Gen.Elements(files)
        from count in Gen.Choose(1, 6)
        from changes in Gen.ListOf(Change, count)
        select changes.Aggregate(file, (text, change) => change(text));

    private static Gen<Func<string, string>> Change =>
        from at in Gen.Choose(0, 1 << 20)
        from other in Gen.Choose(0, 1 << 20)
        from length in Gen.Frequency((4, Gen.Choose(1, 2)), (1, Gen.Choose(3, 80)))
        from piece in Gen.Elements(Pieces)
        from kind in Gen.Choose(0, 4)
        select (Func<string, string>)(text => Apply(text, kind, at % (text.Length + 1), other % (text.Length + 1), length, piece));

    private static string Apply(string text, int kind, int at, int other, int length, string piece)
    {
        int stop = Math.Min(text.Length, at + length);
        string cut = text[at..stop];
        return kind switch
        {
            0 => text.Remove(at, stop - at),
            1 => text.Insert(at, piece),
            2 => text.Insert(other, cut),
            3 => text.Remove(at, stop - at).Insert(Math.Min(other, text.Length - cut.Length), cut),
            _ => text[..at] + piece + text[stop..],
        };
    }
}
