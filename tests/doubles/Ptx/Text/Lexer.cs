namespace ArchDsl.Ptx.Text;

/// <summary>Cuts the text into tokens and leaves out comments.</summary>
internal static class Lexer
{
    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        int line = 1;
        for (int at = 0; at < text.Length;)
        {
            int stop = Blank(text, at);
            if (stop == at)
            {
                TokenKind kind = KindOf(text[at]);
                stop = kind switch
                {
                    TokenKind.Word => Word(text, at),
                    TokenKind.Number => Run(text, at, char.IsAsciiLetterOrDigit, '.'),
                    TokenKind.String => text.IndexOf('"', at + 1) + 1,
                    _ => at + 1,
                };
                if (stop <= at)
                {
                    throw new PtxSyntaxException(line, "a string without an end");
                }

                tokens.Add(new Token(kind, text[at..stop], line, at));
            }

            line += text.AsSpan(at, stop - at).Count('\n');
            at = stop;
        }

        tokens.Add(new Token(TokenKind.End, "", line, text.Length));
        return tokens;
    }

    private static TokenKind KindOf(char first) =>
        char.IsAsciiLetter(first) || first is '%' or '_' or '$' or '.' ? TokenKind.Word
        : char.IsAsciiDigit(first) ? TokenKind.Number
        : first == '"' ? TokenKind.String
        : TokenKind.Sign;

    private static int Blank(string text, int at)
    {
        if (char.IsWhiteSpace(text[at]))
        {
            return at + 1;
        }

        if (string.CompareOrdinal(text, at, "//", 0, 2) == 0)
        {
            int end = text.IndexOf('\n', at);
            return end < 0 ? text.Length : end;
        }

        if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
        {
            int end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return end < 0 ? text.Length : end + 2;
        }

        return at;
    }

    // An opcode may hold a double colon, as in L2::128B; a label ends at a single one.
    private static int Word(string text, int at)
    {
        int stop = Run(text, at + 1, char.IsAsciiLetterOrDigit, '_', '$', '.');
        return string.CompareOrdinal(text, stop, "::", 0, 2) == 0 ? Word(text, stop + 1) : stop;
    }

    private static int Run(string text, int at, Func<char, bool> belongs, params ReadOnlySpan<char> others)
    {
        while (at < text.Length && (belongs(text[at]) || others.Contains(text[at])))
        {
            at++;
        }

        return at;
    }
}
