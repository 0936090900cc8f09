namespace ArchDsl.Compiler.Syntax;

/// <summary>The kinds of token. Keywords are reserved: none of them can be a name.</summary>
internal enum SyntaxKind
{
    EndOfFile,
    Bad,

    // A newline that ends a statement; one that does not is trivia.
    NewLine,
    Semicolon,

    Name,
    Int,
    Real,
    Size,
    Text,

    ImportKeyword,
    BlockKeyword,
    ArchKeyword,
    SpaceKeyword,
    FnKeyword,
    RuntimeKeyword,
    LetKeyword,
    IfKeyword,
    ThenKeyword,
    ElseKeyword,
    ForKeyword,
    InKeyword,
    AsKeyword,
    WhenKeyword,
    StepKeyword,
    AndKeyword,
    OrKeyword,
    NotKeyword,
    TrueKeyword,
    FalseKeyword,

    OpenParen,
    CloseParen,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Equals,
    Dot,
    DotDot,
    DotDotLess,
    EqualsEquals,
    NotEquals,
    Less,
    LessEquals,
    Greater,
    GreaterEquals,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
}

internal enum TriviaKind
{
    Whitespace,
    NewLine,
    Comment,
    DocComment,

    // Tokens that were dropped in the middle of a rule; always the first trivia of the token behind them.
    Skipped,
}
