namespace ArchDsl.Compiler.Syntax.Formatting;

/// <summary>Where two tokens of a line touch: a table by kind, and by node where one sign has two meanings.</summary>
internal sealed class Spacing
{
    private readonly HashSet<SyntaxToken> _tightBefore = [];
    private readonly HashSet<SyntaxToken> _tightAfter = [];

    public Spacing(SyntaxNode root) => Visit(root);

    /// <summary>Whether nothing stands between the tokens.</summary>
    public bool AreTight(SyntaxToken left, SyntaxToken right) =>
        left.Kind is SyntaxKind.OpenParen or SyntaxKind.OpenBracket
        || right.Kind is SyntaxKind.CloseParen or SyntaxKind.CloseBracket or SyntaxKind.Comma or SyntaxKind.Colon
        || _tightAfter.Contains(left)
        || _tightBefore.Contains(right);

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case CallSyntax or ParameterListSyntax or TypeSuffixSyntax or IndexSyntax:
                foreach (SyntaxElement child in node.Children)
                {
                    if (child is SyntaxToken { Kind: SyntaxKind.OpenParen or SyntaxKind.OpenBracket } open)
                    {
                        _tightBefore.Add(open);
                        break;
                    }
                }

                break;
            case RangeSyntax range:
                Join(range.Dots);
                break;
            case MemberAccessSyntax:
                Join((SyntaxToken)node.Children[1]);
                break;

            // A share: `1/2`, `1/16`.
            case BinarySyntax { Operator.Kind: SyntaxKind.Slash, Left: LiteralSyntax left, Right: LiteralSyntax right } share
                when left.Token.Kind == SyntaxKind.Int && right.Token.Kind == SyntaxKind.Int:
                Join(share.Operator);
                break;
            case UnarySyntax { Operator.Kind: SyntaxKind.Minus } unary:
                _tightAfter.Add(unary.Operator);
                break;
        }

        foreach (SyntaxElement child in node.Children)
        {
            if (child is SyntaxNode inner)
            {
                Visit(inner);
            }
        }
    }

    private void Join(SyntaxToken token)
    {
        _tightBefore.Add(token);
        _tightAfter.Add(token);
    }
}
