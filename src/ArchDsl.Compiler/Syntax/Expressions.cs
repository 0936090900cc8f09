namespace ArchDsl.Compiler.Syntax;

internal abstract class ExpressionSyntax(SyntaxElement?[] children) : SyntaxNode(children);

// "if" expr "then" expr "else" expr
internal sealed class ConditionalSyntax(SyntaxToken ifKeyword, ExpressionSyntax condition, SyntaxToken thenKeyword, ExpressionSyntax whenTrue, SyntaxToken elseKeyword, ExpressionSyntax whenFalse)
    : ExpressionSyntax([ifKeyword, condition, thenKeyword, whenTrue, elseKeyword, whenFalse])
{
    public ExpressionSyntax Condition { get; } = condition;

    public ExpressionSyntax WhenTrue { get; } = whenTrue;

    public ExpressionSyntax WhenFalse { get; } = whenFalse;
}

// or ( ".." | "..<" ) or [ "step" or ]
internal sealed class RangeSyntax(ExpressionSyntax from, SyntaxToken dots, ExpressionSyntax to, SyntaxToken? stepKeyword, ExpressionSyntax? step)
    : ExpressionSyntax([from, dots, to, stepKeyword, step])
{
    public ExpressionSyntax From { get; } = from;

    /// <summary><c>..</c> includes the end, <c>..&lt;</c> does not.</summary>
    public SyntaxToken Dots { get; } = dots;

    public ExpressionSyntax To { get; } = to;

    public ExpressionSyntax? Step { get; } = step;
}

/// <summary><c>or</c>, <c>and</c>, comparisons, sums and products.</summary>
internal sealed class BinarySyntax(ExpressionSyntax left, SyntaxToken op, ExpressionSyntax right)
    : ExpressionSyntax([left, op, right])
{
    public ExpressionSyntax Left { get; } = left;

    public SyntaxToken Operator { get; } = op;

    public ExpressionSyntax Right { get; } = right;
}

/// <summary><c>not</c> and <c>-</c>.</summary>
internal sealed class UnarySyntax(SyntaxToken op, ExpressionSyntax operand) : ExpressionSyntax([op, operand])
{
    public SyntaxToken Operator { get; } = op;

    public ExpressionSyntax Operand { get; } = operand;
}

internal sealed class IndexSyntax(ExpressionSyntax target, SyntaxToken open, ExpressionSyntax index, SyntaxToken close)
    : ExpressionSyntax([target, open, index, close])
{
    public ExpressionSyntax Target { get; } = target;

    public ExpressionSyntax Index { get; } = index;
}

internal sealed class MemberAccessSyntax(ExpressionSyntax target, SyntaxToken dot, SyntaxToken name)
    : ExpressionSyntax([target, dot, name])
{
    public ExpressionSyntax Target { get; } = target;

    public SyntaxToken Name { get; } = name;
}

/// <summary>INT, REAL, SIZE, <c>true</c>, <c>false</c>; and <c>in</c>, the channels where the body began.</summary>
internal sealed class LiteralSyntax(SyntaxToken token) : ExpressionSyntax([token])
{
    public SyntaxToken Token { get; } = token;
}

/// <summary>A TEXT, its holes parsed; spans of the holes are places in the file. One token in the tree.</summary>
internal sealed class TextSyntax(SyntaxToken token, IReadOnlyList<TextPart> parts) : ExpressionSyntax([token])
{
    public SyntaxToken Token { get; } = token;

    public IReadOnlyList<TextPart> Parts { get; } = parts;

    public override bool ContainsErrors => Token.ContainsErrors || Parts.Any(p => p.Hole is { ContainsErrors: true });
}

/// <summary>Either plain text or an expression in braces.</summary>
internal sealed record TextPart(string? Literal, ExpressionSyntax? Hole);

// call = NAME [ "(" [ args ] ")" ]
internal sealed class CallSyntax(SyntaxToken name, SyntaxToken? open, SeparatedList<ArgumentSyntax> arguments, SyntaxToken? close)
    : ExpressionSyntax([name, open, .. Interleave(arguments), close])
{
    public SyntaxToken Name { get; } = name;

    /// <summary>A bare name has none: <c>relu</c>; <c>leaky(0.1)</c> has.</summary>
    public bool HasParentheses { get; } = open is not null;

    public IReadOnlyList<ArgumentSyntax> Arguments { get; } = arguments.Items;
}

internal sealed class ListSyntax(SyntaxToken open, SeparatedList<ExpressionSyntax> items, SyntaxToken close)
    : ExpressionSyntax([open, .. Interleave(items), close])
{
    public IReadOnlyList<ExpressionSyntax> Items { get; } = items.Items;
}

internal sealed class ParenthesizedSyntax(SyntaxToken open, ExpressionSyntax inner, SyntaxToken close)
    : ExpressionSyntax([open, inner, close])
{
    public ExpressionSyntax Inner { get; } = inner;
}
