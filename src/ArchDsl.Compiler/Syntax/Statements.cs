namespace ArchDsl.Compiler.Syntax;

// body = "{" [ statement ] { ( ";" | NEWLINE ) [ statement ] } "}"
internal sealed class BodySyntax(SyntaxToken open, IReadOnlyList<SyntaxElement> elements, SyntaxToken close)
    : SyntaxNode([open, .. elements, close])
{
    public SyntaxToken Open { get; } = open;

    public SyntaxToken Close { get; } = close;

    /// <summary>The statements without their separators and without what was skipped.</summary>
    public IReadOnlyList<StatementSyntax> Statements { get; } = elements.OfType<StatementSyntax>().ToArray();
}

internal abstract class StatementSyntax(SyntaxElement?[] children) : SyntaxNode(children);

// "let" NAME "=" expr
internal sealed class LetSyntax(SyntaxToken keyword, SyntaxToken name, SyntaxToken equals, ExpressionSyntax value)
    : StatementSyntax([keyword, name, equals, value])
{
    public SyntaxToken Name { get; } = name;

    public ExpressionSyntax Value { get; } = value;
}

// if = "if" expr body [ "else" ( if | body ) ]
internal sealed class IfSyntax(SyntaxToken keyword, ExpressionSyntax condition, BodySyntax then, SyntaxToken? elseKeyword, SyntaxNode? otherwise)
    : StatementSyntax([keyword, condition, then, elseKeyword, otherwise])
{
    public ExpressionSyntax Condition { get; } = condition;

    public BodySyntax Then { get; } = then;

    /// <summary>Null, a <see cref="BodySyntax"/> or another <see cref="IfSyntax"/>.</summary>
    public SyntaxNode? Otherwise { get; } = otherwise;
}

// "for" item [ "," item ] "in" expr body
internal sealed class ForSyntax(SyntaxToken keyword, LoopItemSyntax first, SyntaxToken? comma, LoopItemSyntax? second, SyntaxToken inKeyword, ExpressionSyntax values, BodySyntax body)
    : StatementSyntax([keyword, first, comma, second, inKeyword, values, body])
{
    /// <summary>The element, or the index where there is a <see cref="Second"/>.</summary>
    public LoopItemSyntax First { get; } = first;

    public LoopItemSyntax? Second { get; } = second;

    public ExpressionSyntax Values { get; } = values;

    public BodySyntax Body { get; } = body;
}

// item = NAME | "(" NAME { "," NAME } ")"
internal sealed class LoopItemSyntax(IReadOnlyList<SyntaxToken> tokens) : SyntaxNode([.. tokens])
{
    public IReadOnlyList<SyntaxToken> Names { get; } = tokens.Where(t => t.Kind == SyntaxKind.Name).ToArray();

    /// <summary>Whether it takes a list apart: <c>(n, width)</c>.</summary>
    public bool IsTuple { get; } = tokens.Count > 0 && tokens[0].Kind == SyntaxKind.OpenParen;
}

// NAME [ args ] { body } [ "as" ( NAME | TEXT ) ] [ "when" expr ]
internal sealed class CallStatementSyntax(
    SyntaxToken name,
    SeparatedList<ArgumentSyntax> arguments,
    IReadOnlyList<BodySyntax> bodies,
    SyntaxToken? asKeyword,
    SyntaxElement? alias,
    SyntaxToken? whenKeyword,
    ExpressionSyntax? condition)
    : StatementSyntax([name, .. Interleave(arguments), .. bodies, asKeyword, alias, whenKeyword, condition])
{
    public SyntaxToken Name { get; } = name;

    public IReadOnlyList<ArgumentSyntax> Arguments { get; } = arguments.Items;

    public IReadOnlyList<BodySyntax> Bodies { get; } = bodies;

    /// <summary>A Name token or a <see cref="TextSyntax"/>; null without <c>as</c>.</summary>
    public SyntaxElement? Alias { get; } = alias;

    public ExpressionSyntax? Condition { get; } = condition;
}

// arg = [ NAME ":" ] expr
internal sealed class ArgumentSyntax(SyntaxToken? name, SyntaxToken? colon, ExpressionSyntax value)
    : SyntaxNode([name, colon, value])
{
    public SyntaxToken? Name { get; } = name;

    public ExpressionSyntax Value { get; } = value;
}
