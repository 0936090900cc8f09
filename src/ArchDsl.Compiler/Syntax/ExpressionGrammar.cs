using ArchDsl.Compiler.Diagnostics;
using Sprache;
using static ArchDsl.Compiler.Syntax.Rules;
using static ArchDsl.Compiler.Syntax.SyntaxKind;

namespace ArchDsl.Compiler.Syntax;

/// <summary>The rules of the grammar for values, in its order.</summary>
internal static class ExpressionGrammar
{
    private static readonly ListPlace InParentheses = new() { Enclosed = true };
    private static readonly ListPlace InBrackets = new() { Enclosed = true, TrailingComma = true };
    private static readonly ListPlace Bare = new() { Followers = [AsKeyword, WhenKeyword] };

    private static readonly Parser<ExpressionSyntax> Missing = input =>
        Result.Success(MissingExpression((TokenInput)input), input);

    // arg = [ NAME ":" ] expr   // by two tokens, all else by one
    public static readonly Parser<ArgumentSyntax> Argument = input =>
    {
        var at = (TokenInput)input;
        return (at.Peek(1) == Colon ? Named! : at.Kind == Name && at.Peek(1) == SyntaxKind.Equals ? NamedWithEquals! : Positional!)(at);
    };

    private static readonly Parser<ArgumentSyntax> Named = Sequence(
        Token(Name), Token(Colon), Later(() => Expression!), (name, colon, value) => new ArgumentSyntax(name, colon, value));

    private static readonly Parser<ArgumentSyntax> NamedWithEquals = Sequence(
        Token(Name), ColonForEquals, Later(() => Expression!), (name, colon, value) => new ArgumentSyntax(name, colon, value));

    private static readonly Parser<ArgumentSyntax> Positional = input =>
    {
        IResult<ExpressionSyntax> value = Expression!(input);
        return Result.Success(new ArgumentSyntax(null, null, value.Value), value.Remainder);
    };

    // args = arg { "," arg }
    public static readonly Parser<SeparatedList<ArgumentSyntax>> BareArguments =
        Separated(Argument, StartsArgument, ExpectedValue, Bare);

    // [ args ]
    private static readonly Parser<SeparatedList<ArgumentSyntax>> Arguments =
        Separated(Argument, StartsArgument, ExpectedValue, InParentheses);

    // items = expr [ "," [ items ] ]
    private static readonly Parser<SeparatedList<ExpressionSyntax>> Items =
        Separated(Later(() => Expression!), at => SyntaxFacts.StartsExpression(at.Kind), ExpectedValue, InBrackets);

    // call = NAME [ "(" [ args ] ")" ]
    public static readonly Parser<CallSyntax> Call = input =>
    {
        IResult<SyntaxToken> name = Token(Name)(input);
        var at = (TokenInput)name.Remainder;
        if (at.Kind != OpenParen)
        {
            return Result.Success(new CallSyntax(name.Value, null, SeparatedList<ArgumentSyntax>.Empty, null), at);
        }

        IResult<SyntaxToken> open = at.Take();
        IResult<SeparatedList<ArgumentSyntax>> arguments = Arguments(open.Remainder);
        IResult<SyntaxToken> close = Close((TokenInput)arguments.Remainder, open.Value, CloseParen);
        return Result.Success(new CallSyntax(name.Value, open.Value, arguments.Value, close.Value), close.Remainder);
    };

    // list = "[" [ items ] "]"
    private static readonly Parser<ExpressionSyntax> List = Enclosed(
        OpenBracket, Items, CloseBracket, SeparatedList<ExpressionSyntax>.Empty, (open, items, close) => new ListSyntax(open, items, close));

    // "(" expr ")"
    private static readonly Parser<ExpressionSyntax> Parenthesized = Enclosed(
        OpenParen, Later(() => Expression!), CloseParen, null!, (open, inner, close) => new ParenthesizedSyntax(open, inner, close));

    private static readonly Parser<ExpressionSyntax> Literal = input =>
    {
        IResult<SyntaxToken> token = ((TokenInput)input).Take();
        return Result.Success(new LiteralSyntax(token.Value), token.Remainder);
    };

    private static readonly Parser<ExpressionSyntax> NoValue = input =>
    {
        var at = (TokenInput)input;
        bool bindsWeaker = at.Kind is NotKeyword or IfKeyword;
        string? help = bindsWeaker ? $"put `{at.Token.Text}` and what belongs to it in parentheses"
            : at.Kind == Dot && at.Peek(1) == Int ? "write a digit before the point: `0.5`"
            : null;
        bool nextStatement = at.IsOnNewLine && (SyntaxFacts.StartsStatement(at.Kind) || at.Kind == CloseBrace);
        if (nextStatement)
        {
            at.ReportEndOfLine(ExpectedValue);
        }

        at.Report((location, found) => SyntaxErrors.ExpectedExpression(location, found, help));
        bool isOddSign = at.Kind >= SyntaxKind.Equals && SyntaxFacts.StartsExpression(at.Peek(1));
        return bindsWeaker ? Expression!(at)
            : isOddSign ? Expression!(at.Drop())
            : Missing(at);
    };

    // primary = INT | REAL | SIZE | TEXT | "true" | "false" | "in" | call | list | "(" expr ")"
    private static readonly Parser<ExpressionSyntax> Primary = Choose(
        NoValue,
        (Int, Literal),
        (Real, Literal),
        (Size, Literal),
        (SyntaxKind.Text, TextHoles.Text),
        (TrueKeyword, Literal),
        (FalseKeyword, Literal),
        (InKeyword, Literal),
        (Name, CallOnThisLine),
        (OpenBracket, List),
        (OpenParen, Parenthesized));

    // unary = "-" unary | primary { "[" expr "]" | "." NAME }
    private static readonly Parser<ExpressionSyntax> Unary = Choose(
        Operators.WithSuffixes(Primary, Later(() => Expression!)),
        (Minus, Nested(Operators.Prefix(Later(() => Unary!)), Missing)));

    // or      = and { "or" and }
    // and     = not { "and" not }
    // not     = "not" not | sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum ]
    // sum     = product { ( "+" | "-" ) product }
    // product = unary { ( "*" | "/" | "%" ) unary }
    private static readonly Parser<ExpressionSyntax> Or = Operators.Of(
        Unary,
        Missing,
        [OrKeyword],
        [AndKeyword],
        [NotKeyword],
        [EqualsEquals, NotEquals, Less, LessEquals, Greater, GreaterEquals],
        [Plus, Minus],
        [Star, Slash, Percent]);

    // or [ ( ".." | "..<" ) or [ "step" or ] ]
    private static readonly Parser<ExpressionSyntax> Range = input =>
    {
        IResult<ExpressionSyntax> from = Or(input);
        var at = (TokenInput)from.Remainder;
        if (at.Kind is not (DotDot or DotDotLess))
        {
            return from;
        }

        IResult<SyntaxToken> dots = at.Take();
        IResult<ExpressionSyntax> to = Or(dots.Remainder);
        IResult<Pair<SyntaxToken, ExpressionSyntax>?> step = Step!(to.Remainder);
        return Result.Success(
            new RangeSyntax(from.Value, dots.Value, to.Value, step.Value?.First, step.Value?.Second), step.Remainder);
    };

    private static readonly Parser<Pair<SyntaxToken, ExpressionSyntax>?> Step =
        OptionalWord(StepKeyword, Sequence(Token(StepKeyword), Or));

    // "if" expr "then" expr "else" expr
    private static readonly Parser<ExpressionSyntax> Conditional = Sequence(
        Token(IfKeyword),
        Later(() => Expression!),
        Token(ThenKeyword),
        Later(() => Expression!),
        Token(ElseKeyword),
        Later(() => Expression!),
        ExpressionSyntax (keyword, condition, then, whenTrue, otherwise, whenFalse) =>
            new ConditionalSyntax(keyword, condition, then, whenTrue, otherwise, whenFalse));

    // expr = "if" expr "then" expr "else" expr | or [ ( ".." | "..<" ) or [ "step" or ] ]
    public static readonly Parser<ExpressionSyntax> Expression = Nested(Choose(Range, (IfKeyword, Conditional)), Missing);

    public static Diagnostic ExpectedValue(Text.SourceLocation location, string found) =>
        SyntaxErrors.ExpectedExpression(location, found);

    private static bool StartsArgument(TokenInput at) =>
        SyntaxFacts.StartsExpression(at.Kind) || (SyntaxFacts.IsKeyword(at.Kind) && at.Peek(1) == Colon);

    // `stride=2`: the sign is dropped, a colon is missing.
    private static IResult<SyntaxToken> ColonForEquals(IInput input)
    {
        var at = (TokenInput)input;
        SyntaxToken name = at.State.Tokens[at.Position - 1];
        at.Report((location, _) => SyntaxErrors.EqualsForColon(location, name.Text));
        return Result.Success(at.Missing(Colon), at.Drop());
    }

    // `let w = a +` and on the next line a statement: the name there is its, not the value.
    private static IResult<ExpressionSyntax> CallOnThisLine(IInput input)
    {
        var at = (TokenInput)input;
        if (!StartsStatementOnNextLine(at))
        {
            return Call(at);
        }

        at.ReportEndOfLine(ExpectedValue);
        return Missing(at);
    }

    private static ExpressionSyntax MissingExpression(TokenInput at) =>
        new CallSyntax(at.Missing(Name), null, SeparatedList<ArgumentSyntax>.Empty, null);
}
