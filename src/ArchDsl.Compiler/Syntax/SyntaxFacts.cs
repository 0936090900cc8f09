namespace ArchDsl.Compiler.Syntax;

/// <summary>What is fixed about the kinds of token: their texts, how messages call them, the sets that the grammar chooses by.</summary>
internal static class SyntaxFacts
{
    public const int KindCount = (int)SyntaxKind.Percent + 1;

    private static readonly string?[] Texts = CreateTexts();

    private static readonly Dictionary<string, SyntaxKind> Keywords = Enumerable
        .Range((int)SyntaxKind.ImportKeyword, SyntaxKind.FalseKeyword - SyntaxKind.ImportKeyword + 1)
        .ToDictionary(kind => Texts[kind]!, kind => (SyntaxKind)kind, StringComparer.Ordinal);

    /// <summary>The words that begin a declaration.</summary>
    public static string[] DeclarationWords { get; } = ["import", "block", "arch", "space", "fn"];

    /// <summary>The text of a keyword or sign; null for kinds whose text varies.</summary>
    public static string? TextOf(SyntaxKind kind) => Texts[(int)kind];

    public static SyntaxKind KeywordOrName(string text) =>
        Keywords.TryGetValue(text, out SyntaxKind kind) ? kind : SyntaxKind.Name;

    public static bool IsKeyword(SyntaxKind kind) => kind is >= SyntaxKind.ImportKeyword and <= SyntaxKind.FalseKeyword;

    public static bool StartsDeclaration(SyntaxKind kind) => kind is >= SyntaxKind.ImportKeyword and <= SyntaxKind.FnKeyword;

    public static bool StartsStatement(SyntaxKind kind) =>
        kind is SyntaxKind.Name or SyntaxKind.LetKeyword or SyntaxKind.IfKeyword or SyntaxKind.ForKeyword;

    public static bool StartsExpression(SyntaxKind kind) => kind is
        SyntaxKind.Name or SyntaxKind.Int or SyntaxKind.Real or SyntaxKind.Size or SyntaxKind.Text
        or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword or SyntaxKind.InKeyword
        or SyntaxKind.OpenParen or SyntaxKind.OpenBracket
        or SyntaxKind.Minus or SyntaxKind.NotKeyword or SyntaxKind.IfKeyword;

    public static bool EndsStatement(SyntaxKind kind) => kind is
        SyntaxKind.NewLine or SyntaxKind.Semicolon or SyntaxKind.CloseBrace or SyntaxKind.EndOfFile;

    public static bool IsComparison(SyntaxKind kind) => kind is
        SyntaxKind.EqualsEquals or SyntaxKind.NotEquals
        or SyntaxKind.Less or SyntaxKind.LessEquals or SyntaxKind.Greater or SyntaxKind.GreaterEquals;

    /// <summary>A newline behind one of these ends nothing.</summary>
    public static bool ContinuesAfter(SyntaxKind kind) =>
        kind is SyntaxKind.Comma or SyntaxKind.Colon
            or SyntaxKind.AndKeyword or SyntaxKind.OrKeyword or SyntaxKind.NotKeyword or SyntaxKind.StepKeyword
            or (>= SyntaxKind.Equals and <= SyntaxKind.Percent);

    /// <summary>A newline in front of one of these ends nothing.</summary>
    public static bool ContinuesBefore(SyntaxKind kind) => kind is
        SyntaxKind.OpenBrace or SyntaxKind.ThenKeyword or SyntaxKind.ElseKeyword or SyntaxKind.AsKeyword or SyntaxKind.WhenKeyword;

    /// <summary>How a message calls what it expects.</summary>
    public static string Describe(SyntaxKind kind) => kind switch
    {
        SyntaxKind.Name => "a name",
        SyntaxKind.Int => "a whole number",
        SyntaxKind.Real => "a number",
        SyntaxKind.Size => "a size",
        SyntaxKind.Text => "a text in quotes",
        SyntaxKind.NewLine => "the end of the line",
        SyntaxKind.EndOfFile => "the end of the file",
        _ => $"`{TextOf(kind)}`",
    };

    /// <summary>How a message calls what it found.</summary>
    public static string Describe(SyntaxToken token) => token.Kind switch
    {
        SyntaxKind.NewLine or SyntaxKind.EndOfFile => Describe(token.Kind),
        _ => $"`{Shorten(token.Text)}`",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text.Substring(0, 37) + "...";

    private static string?[] CreateTexts()
    {
        var texts = new string?[KindCount];
        foreach (SyntaxKind kind in Enum.GetValues(typeof(SyntaxKind)))
        {
            string name = kind.ToString();
            texts[(int)kind] = name.EndsWith("Keyword", StringComparison.Ordinal)
                ? name.Substring(0, name.Length - "Keyword".Length).ToLowerInvariant()
                : null;
        }

        Set("; ( ) { } [ ] , : = . .. ..< == != < <= > >= + - * / %", SyntaxKind.Semicolon, SyntaxKind.OpenParen, SyntaxKind.CloseParen,
            SyntaxKind.OpenBrace, SyntaxKind.CloseBrace, SyntaxKind.OpenBracket, SyntaxKind.CloseBracket, SyntaxKind.Comma, SyntaxKind.Colon,
            SyntaxKind.Equals, SyntaxKind.Dot, SyntaxKind.DotDot, SyntaxKind.DotDotLess, SyntaxKind.EqualsEquals, SyntaxKind.NotEquals,
            SyntaxKind.Less, SyntaxKind.LessEquals, SyntaxKind.Greater, SyntaxKind.GreaterEquals, SyntaxKind.Plus, SyntaxKind.Minus,
            SyntaxKind.Star, SyntaxKind.Slash, SyntaxKind.Percent);
        return texts;

        void Set(string signs, params SyntaxKind[] kinds)
        {
            string[] each = signs.Split(' ');
            for (int i = 0; i < kinds.Length; i++)
            {
                texts[(int)kinds[i]] = each[i];
            }
        }
    }
}
