using System.Globalization;

namespace ArchDsl.Ptx.Text;

/// <summary>Goes through the tokens.</summary>
internal sealed class TokenReader(string text)
{
    private readonly List<Token> _tokens = Lexer.Tokens(text);
    private int _at;

    public Token Current => _tokens[_at];

    public Token Next => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public Token Take() => Current.Kind == TokenKind.End ? throw Unexpected("more") : _tokens[_at++];

    public bool TakeIf(string word)
    {
        bool isThere = Current.Is(word);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    public void Expect(string word)
    {
        if (!TakeIf(word))
        {
            throw Unexpected($"'{word}'");
        }
    }

    public string Word() => Current.Kind == TokenKind.Word ? Take().Text : throw Unexpected("a name");

    public int Integer() =>
        Current.Kind == TokenKind.Number && int.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Use(number)
            : throw Unexpected("an integer");

    /// <summary>What stands from there to before the current token, in one line.</summary>
    public string TextFrom(Token first) =>
        string.Join(' ', text[first.Start.._tokens[_at - 1].Stop].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public PtxSyntaxException Unexpected(string expected) =>
        new(Current.Line, Current.Kind == TokenKind.End ? $"the text ends where {expected} should be" : $"'{Current.Text}' stands where {expected} should be");

    private int Use(int number)
    {
        _at++;
        return number;
    }
}
