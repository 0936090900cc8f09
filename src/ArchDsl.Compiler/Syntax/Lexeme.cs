namespace ArchDsl.Compiler.Syntax;

/// <summary>A run of characters of one sort: a token to be (<see cref="Trivia"/> is null) or what stands between tokens.</summary>
internal readonly struct Lexeme(int start, int length, string text, SyntaxKind kind, TriviaKind? trivia)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;

    public string Text { get; } = text;

    public SyntaxKind Kind { get; } = kind;

    public TriviaKind? Trivia { get; } = trivia;

    public bool IsNewLine => Trivia == TriviaKind.NewLine;

    public bool IsTrivia => Trivia is not null;
}
