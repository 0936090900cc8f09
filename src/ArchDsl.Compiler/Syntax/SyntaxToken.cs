using System.Text;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Text between tokens: blanks, comments, newlines that end nothing, tokens that were dropped.</summary>
internal sealed record Trivia(TriviaKind Kind, string Text);

/// <summary>A node or a token: whatever prints itself back into the file it came from.</summary>
internal abstract class SyntaxElement
{
    /// <summary>The characters without the trivia around them.</summary>
    public abstract TextSpan Span { get; }

    /// <summary>Whether the parser had to skip or invent something in here.</summary>
    public abstract bool ContainsErrors { get; }

    /// <summary>Writes the exact text, trivia included.</summary>
    public abstract void WriteTo(StringBuilder builder);

    /// <summary>The exact text, trivia included.</summary>
    public string ToFullString()
    {
        var builder = new StringBuilder();
        WriteTo(builder);
        return builder.ToString();
    }
}

/// <summary>A token with the trivia before and behind it. A missing token has no text and stands where one was expected.</summary>
internal sealed class SyntaxToken(
    SyntaxKind kind,
    string text,
    int position,
    IReadOnlyList<Trivia> leading,
    IReadOnlyList<Trivia> trailing,
    bool isMissing = false) : SyntaxElement
{
    public SyntaxKind Kind { get; } = kind;

    public string Text { get; } = text;

    public int Position { get; } = position;

    public IReadOnlyList<Trivia> Leading { get; } = leading;

    public IReadOnlyList<Trivia> Trailing { get; } = trailing;

    public bool IsMissing { get; } = isMissing;

    public override TextSpan Span => new(Position, Text.Length);

    public override bool ContainsErrors => IsMissing || Kind == SyntaxKind.Bad || HasSkippedText || IsUnterminated;

    /// <summary>Whether tokens that no rule could use were dropped in front of it.</summary>
    public bool HasSkippedText { get; private set; }

    /// <summary>Whether a newline that ended no statement stands in front of it.</summary>
    public bool FollowsNewLine => Leading.Count > 0 && Leading.Any(trivia => trivia.Kind == TriviaKind.NewLine);

    /// <summary>A text whose closing quote is missing.</summary>
    public bool IsUnterminated =>
        Kind == SyntaxKind.Text && !IsMissing && (Text.Length < 2 || Text[Text.Length - 1] != '"');

    /// <summary>The same token behind a dropped one, whose text it keeps.</summary>
    public SyntaxToken After(IReadOnlyList<SyntaxToken> dropped)
    {
        var leading = new List<Trivia>();
        var text = new StringBuilder();
        foreach (SyntaxToken token in dropped)
        {
            token.WriteTo(text);
        }

        leading.Add(new Trivia(TriviaKind.Skipped, text.ToString()));
        leading.AddRange(Leading);
        return new SyntaxToken(Kind, Text, Position, leading, Trailing, IsMissing) { HasSkippedText = true };
    }

    public override void WriteTo(StringBuilder builder)
    {
        foreach (Trivia trivia in Leading)
        {
            builder.Append(trivia.Text);
        }

        builder.Append(Text);
        foreach (Trivia trivia in Trailing)
        {
            builder.Append(trivia.Text);
        }
    }

    public override string ToString() => $"{Kind} `{Text}`";
}
