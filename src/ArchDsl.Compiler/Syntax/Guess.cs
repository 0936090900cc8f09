using static ArchDsl.Compiler.Syntax.SyntaxKind;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Where bodies begin and end, and which statement was meant, when braces or keywords are wrong.</summary>
internal static class Guess
{
    // How far along a line braces are counted.
    private const int Sight = 200;

    /// <summary>A declaration ends the bodies it stands in, unless its line is indented and every brace of the file has its partner.</summary>
    public static bool EndsBody(TokenInput at) => at.Kind is CloseBrace or EndOfFile
        || (at.StartsDeclaration && at.StartsLine && (at.State.UnopenedBraces < 0 || at.Column == 1));

    /// <summary>Where a <c>}</c> is missing in the file, a line that is indented no deeper than the line of the <c>{</c> tells where.</summary>
    public static bool IsOutside(TokenInput at, SyntaxToken open)
    {
        if (at.State.UnopenedBraces >= 0 || !at.StartsLine || at.Kind == NewLine || open.IsMissing)
        {
            return false;
        }

        Text.LinePosition opened = at.State.Source.GetPosition(open.Position);
        Text.LinePosition here = at.State.Source.GetPosition(at.Token.Position);
        return here.Line > opened.Line && here.Character <= at.State.Source.GetIndentation(opened.Line);
    }

    /// <summary>Whether a body without its <c>{</c> starts here: a statement within the line, and on that line a <c>}</c> too many.</summary>
    public static bool MissesOpenBrace(TokenInput at)
    {
        if (at.State.UnopenedBraces <= 0 || !SyntaxFacts.StartsStatement(at.Kind) || at.StartsLine)
        {
            return false;
        }

        int balance = 0;
        for (int i = at.Position; i < at.State.Tokens.Count && i < at.Position + Sight && !EndsLine(at.State.Tokens[i]); i++)
        {
            balance += Balance(at.State.Tokens[i]);
        }

        for (int i = at.Position - 1; i >= 0 && i > at.Position - Sight && at.State.Tokens[i].Kind != NewLine; i--)
        {
            balance += Balance(at.State.Tokens[i]);
            if (at.State.Tokens[i].FollowsNewLine)
            {
                break;
            }
        }

        return balance < 0;
    }

    /// <summary>Whether an item and <c>in</c> follow, side by side as in no list of arguments.</summary>
    public static bool LooksLikeFor(TokenInput at)
    {
        const int longestHead = 12;
        for (int i = 1; i < longestHead; i++)
        {
            switch (at.Peek(i))
            {
                case Name or OpenParen or CloseParen or Comma:
                    continue;
                case InKeyword:
                    return at.Peek(i - 1) is Name or CloseParen && i > 1;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool EndsLine(SyntaxToken token) => token.Kind is NewLine or EndOfFile || token.FollowsNewLine;

    private static int Balance(SyntaxToken token) => token.Kind == OpenBrace ? 1 : token.Kind == CloseBrace ? -1 : 0;
}
