using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Parses the holes of a text: <c>"c{i + 2}"</c>. What is wrong in a hole is reported at its place in the file.</summary>
internal static class TextHoles
{
    public static readonly Parser<ExpressionSyntax> Text = input =>
    {
        var at = (TokenInput)input;
        SyntaxToken token = at.Token;
        IReadOnlyList<TextPart> parts = token.IsUnterminated || token.Text.IndexOfAny(Braces) < 0
            ? Plain(token)
            : Parts(at.State, token);
        return Result.Success(new TextSyntax(token, parts), at.Take().Remainder);
    };

    private static readonly char[] Braces = ['{', '}'];

    private static IReadOnlyList<TextPart> Plain(SyntaxToken token)
    {
        string content = token.Text.Substring(1, token.Text.Length - (token.IsUnterminated ? 1 : 2));
        return content.Length == 0 ? [] : [new TextPart(content, null)];
    }

    private static IReadOnlyList<TextPart> Parts(ParseState state, SyntaxToken token)
    {
        string text = token.Text;
        int end = text.Length - 1;
        var parts = new List<TextPart>();
        for (int at = 1; at < end;)
        {
            int brace = text.IndexOfAny(Braces, at, end - at);
            int literalEnd = brace < 0 ? end : brace;
            if (literalEnd > at)
            {
                parts.Add(new TextPart(text.Substring(at, literalEnd - at), null));
            }

            if (brace < 0)
            {
                break;
            }

            int close = text[brace] == '{' ? text.IndexOf('}', brace, end - brace) : -1;
            if (close < 0)
            {
                state.Report(
                    new TextSpan(token.Position + brace, 1),
                    text[brace] == '{' ? SyntaxErrors.UnclosedHole : SyntaxErrors.LoneBraceInText);
                at = brace + 1;
                continue;
            }

            parts.Add(new TextPart(null, Hole(state, token.Position + brace + 1, token.Position + close)));
            at = close + 1;
        }

        return parts;
    }

    private static ExpressionSyntax Hole(ParseState state, int start, int end)
    {
        ParseState part = state.ForPart(start, end, "the end of the hole");
        IResult<ExpressionSyntax> value = ExpressionGrammar.Expression(new TokenInput(part, 0));
        var rest = (TokenInput)value.Remainder;
        if (!rest.AtEnd)
        {
            rest.Report((location, found) => SyntaxErrors.Expected(location, "`}`", found));
        }

        state.Recovering |= part.Recovering;
        return value.Value;
    }
}
