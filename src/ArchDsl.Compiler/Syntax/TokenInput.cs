using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>A place in the token stream, seen by Sprache as a text with one character for each kind of token.</summary>
internal sealed class TokenInput(ParseState state, int index) : IInput
{
    private TokenInput? _next;

    public ParseState State { get; } = state;

    public SyntaxToken Token => State.Tokens[index];

    public SyntaxKind Kind => State.Tokens[index].Kind;

    /// <summary>Where the token before ends: what is missing is missing there.</summary>
    public int PreviousEnd => index == 0 ? Token.Position : State.Tokens[index - 1].Span.End;

    /// <summary>Whether the token is the first of its line, whether or not the newline ended a statement.</summary>
    public bool StartsLine => index == 0 || State.Tokens[index - 1].Kind == SyntaxKind.NewLine || Token.FollowsNewLine;

    /// <summary>Whether a line ended before the token.</summary>
    public bool IsOnNewLine => index > 0 && StartsLine;

    public bool StartsDeclaration => SyntaxFacts.StartsDeclaration(Kind);

    public bool AtEnd => Kind == SyntaxKind.EndOfFile;

    public char Current => (char)Kind;

    public int Position => index;

    public string Source => State.Source.Text;

    public int Line => State.Source.GetPosition(Token.Position).Line + 1;

    public int Column => State.Source.GetPosition(Token.Position).Character + 1;

    public IDictionary<object, object> Memos => throw new NotSupportedException("no rule of this grammar backtracks");

    /// <summary>The kind of the token so many behind this one.</summary>
    public SyntaxKind Peek(int ahead) => State.Tokens[Math.Min(index + ahead, State.Tokens.Count - 1)].Kind;

    public IInput Advance() => _next ??= new TokenInput(State, index + 1);

    /// <summary>Accepts the token; a token that ends or opens a run of statements also ends the silence after an error.</summary>
    public IResult<SyntaxToken> Take()
    {
        SyntaxToken token = Token;
        State.Recovering = token.Kind switch
        {
            SyntaxKind.NewLine or SyntaxKind.Semicolon or SyntaxKind.OpenBrace or SyntaxKind.CloseBrace => false,
            SyntaxKind.Text when token.IsUnterminated => true,
            _ => State.Recovering,
        };
        return Result.Success(token, Skip());
    }

    /// <summary>Passes the token over. Behind characters that the lexer has reported, the parser says nothing more.</summary>
    public TokenInput Skip()
    {
        var next = (TokenInput)Advance();
        State.Recovering |= next.Token.HasSkippedText;
        return next;
    }

    /// <summary>Passes the token over and leaves its text in front of the next one.</summary>
    public TokenInput Drop()
    {
        State.Tokens[index + 1] = State.Tokens[index + 1].After([Token]);
        return (TokenInput)Advance();
    }

    /// <summary>Drops the token in favour of a missing one of another kind.</summary>
    public TokenInput DropFor(SyntaxKind kind)
    {
        State.Tokens[index] = Missing(kind).After([Token]);
        return this;
    }

    /// <summary>A token that is not there.</summary>
    public SyntaxToken Missing(SyntaxKind kind) => new(kind, "", PreviousEnd, [], [], isMissing: true);

    /// <summary>Reports what is wrong at this token, or behind the one before where the line or file ends.</summary>
    public void Report(Func<SourceLocation, string, Diagnostic> create)
    {
        SyntaxToken token = Token;
        bool isEnd = token.Kind is SyntaxKind.NewLine or SyntaxKind.EndOfFile;
        string found = token.Kind == SyntaxKind.EndOfFile ? State.EndName : SyntaxFacts.Describe(token);
        State.Report(isEnd ? new TextSpan(PreviousEnd, 0) : token.Span, location => create(location, found));
    }

    /// <summary>Reports that the line ended too early, where the newline ended no statement.</summary>
    public void ReportEndOfLine(Func<SourceLocation, string, Diagnostic> create) =>
        State.Report(new TextSpan(PreviousEnd, 0), location => create(location, SyntaxFacts.Describe(SyntaxKind.NewLine)));

    public bool Equals(IInput other) => ReferenceEquals(this, other);
}
