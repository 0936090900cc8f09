namespace ArchDsl.Ptx.Text;

internal enum TokenKind
{
    Word,
    Number,
    String,
    Sign,
    End,
}

/// <summary>A word of the text: a name or opcode with its dots, a number, or one sign.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Start)
{
    public int Stop => Start + Text.Length;

    public bool Is(string text) => Text == text && Kind is TokenKind.Word or TokenKind.Sign;
}
