using ArchDsl.Compiler.Diagnostics;
using Sprache;
using static ArchDsl.Compiler.Syntax.ExpressionGrammar;
using static ArchDsl.Compiler.Syntax.Rules;
using static ArchDsl.Compiler.Syntax.SyntaxKind;

namespace ArchDsl.Compiler.Syntax;

/// <summary>The rules of the grammar for bodies and statements, in its order.</summary>
internal static class StatementGrammar
{
    // body = "{" [ statement ] { ( ";" | NEWLINE ) [ statement ] } "}"
    public static readonly Parser<BodySyntax> Body = Nested(Bodies.Of(Later(() => Statement!)), Bodies.Skipped);

    // "let" NAME "=" expr
    private static readonly Parser<StatementSyntax> Let = Sequence(
        Token(LetKeyword),
        Token(Name),
        Token(SyntaxKind.Equals),
        Expression,
        StatementSyntax (keyword, name, equals, value) => new LetSyntax(keyword, name, equals, value));

    // [ "else" ( if | body ) ]
    private static readonly Parser<Pair<SyntaxToken, SyntaxNode>?> Else = OptionalWord(
        ElseKeyword,
        Sequence(Token(ElseKeyword), Choose<SyntaxNode>(Body, (IfKeyword, Nested<SyntaxNode>(Later(() => If!), Bodies.None)))));

    // if = "if" expr body [ "else" ( if | body ) ]
    private static readonly Parser<StatementSyntax> If = Sequence(
        Token(IfKeyword),
        Expression,
        Body,
        Else,
        StatementSyntax (keyword, condition, then, otherwise) =>
            new IfSyntax(keyword, condition, then, otherwise?.First, otherwise?.Second));

    // "(" NAME { "," NAME } ")"
    private static readonly Parser<LoopItemSyntax> Tuple = Enclosed(
        OpenParen, Names, CloseParen, [], (open, names, close) => new LoopItemSyntax([open, .. names, close]));

    // item = NAME | "(" NAME { "," NAME } ")"
    private static readonly Parser<LoopItemSyntax> Item = Choose(
        Sequence(Token(Name), Nothing, (name, _) => new LoopItemSyntax([name])),
        (OpenParen, Tuple));

    // "for" item [ "," item ] "in" expr body
    private static readonly Parser<StatementSyntax> For = Sequence(
        Token(ForKeyword),
        Item,
        Optional(Comma, Sequence(Token(Comma), Item)),
        Token(InKeyword),
        Expression,
        Body,
        StatementSyntax (keyword, first, second, inKeyword, values, body) =>
            new ForSyntax(keyword, first, second?.First, second?.Second, inKeyword, values, body));

    // "as" ( NAME | TEXT )
    private static readonly Parser<Pair<SyntaxToken, SyntaxElement>> Alias =
        Sequence(Token(AsKeyword), Choose<SyntaxElement>(Token(Name), (SyntaxKind.Text, TextHoles.Text)));

    // NAME [ args ] { body } [ "as" ( NAME | TEXT ) ] [ "when" expr ]
    private static readonly Parser<StatementSyntax> Call = Sequence(
        Token(Name),
        BareArguments,
        Bodies.Any(Body),
        OptionalWord(AsKeyword, Alias),
        OptionalWord(WhenKeyword, Sequence(Token(WhenKeyword), Expression)),
        StatementSyntax (name, arguments, bodies, alias, when) => new CallStatementSyntax(
            name, arguments, bodies, alias?.First, alias?.Second, when?.First, when?.Second));

    // statement = "let" … | if | "for" … | NAME …
    public static readonly Parser<StatementSyntax> Statement =
        Choose(CallOrMisspelt, (LetKeyword, Let), (IfKeyword, If), (ForKeyword, For));

    // `lett x = 5` and `fro i in xs` cannot be calls; `iff a { }` can, the binder will not know it.
    private static IResult<StatementSyntax> CallOrMisspelt(IInput input)
    {
        var at = (TokenInput)input;
        SyntaxKind meant = at.Peek(1) == Name && at.Peek(2) == SyntaxKind.Equals ? LetKeyword : Guess.LooksLikeFor(at) ? ForKeyword : Name;
        return meant == Name || !IsMisspelt(at, meant) ? Call(at)
            : (meant == LetKeyword ? Let : For)(ReplaceMisspelt(at, meant));
    }

    private static IResult<object?> Nothing(IInput input) => Result.Success<object?>(null, input);

    private static IResult<List<SyntaxToken>> Names(IInput input)
    {
        var names = new List<SyntaxToken>();
        while (true)
        {
            IResult<SyntaxToken> name = Token(Name)(input);
            names.Add(name.Value);
            var at = (TokenInput)name.Remainder;
            if (at.Kind != Comma)
            {
                return Result.Success(names, at);
            }

            IResult<SyntaxToken> comma = at.Take();
            names.Add(comma.Value);
            input = comma.Remainder;
        }
    }
}
