using ArchDsl.Compiler.Diagnostics;
using Sprache;
using static ArchDsl.Compiler.Syntax.SyntaxKind;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Reads bodies and finds the way back to the next statement behind an error.</summary>
internal static class Bodies
{
    // How far a `{` is looked for behind what does not belong in front of it.
    private const int MaxOdd = 32;

    /// <summary>Statements between braces, each ended by a newline or <c>;</c>.</summary>
    public static Parser<BodySyntax> Of(Parser<StatementSyntax> statement) => input =>
    {
        var at = (TokenInput)input;
        if (at.Kind != OpenBrace)
        {
            at.Report((location, found) => SyntaxErrors.Expected(location, "`{`", found));
            at = Guess.MissesOpenBrace(at) ? at : FindOpenBrace(at);
        }

        SyntaxToken open = at.Missing(OpenBrace);
        if (at.Kind == OpenBrace)
        {
            IResult<SyntaxToken> opened = at.Take();
            open = opened.Value;
            at = (TokenInput)opened.Remainder;
        }
        else if (at.State.UnopenedBraces <= 0)
        {
            return Result.Success(new BodySyntax(open, [], at.Missing(CloseBrace)), at);
        }
        else
        {
            at.State.UnopenedBraces--;
        }

        var elements = new List<SyntaxElement>();
        at = Statements(at, statement, open, elements);
        IResult<SyntaxToken> close = Rules.Close(at, open, CloseBrace);
        at.State.UnopenedBraces += close.Value.IsMissing ? 1 : 0;
        return Result.Success(new BodySyntax(open, elements, close.Value), close.Remainder);
    };

    /// <summary>Any number of bodies, also where a <c>{</c> was forgotten.</summary>
    public static Parser<IReadOnlyList<BodySyntax>> Any(Parser<BodySyntax> body) => input =>
    {
        var at = (TokenInput)input;
        if (at.Kind != OpenBrace && !Guess.MissesOpenBrace(at))
        {
            return Result.Success<IReadOnlyList<BodySyntax>>([], at);
        }

        var bodies = new List<BodySyntax>();
        while (at.Kind == OpenBrace || Guess.MissesOpenBrace(at))
        {
            IResult<BodySyntax> one = body(at);
            bodies.Add(one.Value);
            if (ReferenceEquals(one.Remainder, at))
            {
                break;
            }

            at = (TokenInput)one.Remainder;
        }

        return Result.Success<IReadOnlyList<BodySyntax>>(bodies, at);
    };

    /// <summary>A body that nobody looks into: its tokens up to the partner of its brace.</summary>
    public static IResult<BodySyntax> Skipped(IInput input)
    {
        var at = (TokenInput)input;
        if (at.Kind != OpenBrace)
        {
            return None(input);
        }

        SyntaxToken open = at.Token;
        var skipped = new List<SyntaxToken>();
        int depth = 1;
        for (at = at.Skip(); !at.AtEnd; at = at.Skip())
        {
            depth += at.Kind == OpenBrace ? 1 : at.Kind == CloseBrace ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            skipped.Add(at.Token);
        }

        bool closed = at.Kind == CloseBrace;
        return Result.Success(
            new BodySyntax(open, Elements(skipped), closed ? at.Token : at.Missing(CloseBrace)), closed ? at.Skip() : at);
    }

    /// <summary>A body that is not there.</summary>
    public static IResult<BodySyntax> None(IInput input)
    {
        var at = (TokenInput)input;
        return Result.Success(new BodySyntax(at.Missing(OpenBrace), [], at.Missing(CloseBrace)), at);
    }

    /// <summary>
    /// Passes over what no rule could use, up to the end of the statement. A body on the way is read for its own errors,
    /// and so that its braces do not count for the bodies around it.
    /// </summary>
    public static TokenInput SkipStatement(TokenInput at, List<SyntaxElement> elements)
    {
        var skipped = new List<SyntaxToken>();
        while (!SyntaxFacts.EndsStatement(at.Kind) && !(at.StartsDeclaration && at.StartsLine && skipped.Count > 0))
        {
            if (at.Kind != OpenBrace)
            {
                skipped.Add(at.Token);
                at = at.Skip();
                continue;
            }

            elements.AddRange(Elements(skipped));
            skipped.Clear();
            IResult<BodySyntax> body = StatementGrammar.Body(at);
            elements.Add(body.Value);
            at = (TokenInput)body.Remainder;
            at.State.Recovering = true;
        }

        elements.AddRange(Elements(skipped));
        return at;
    }

    private static TokenInput Statements(TokenInput at, Parser<StatementSyntax> statement, SyntaxToken open, List<SyntaxElement> elements)
    {
        while (!Guess.EndsBody(at) && !Guess.IsOutside(at, open))
        {
            if (at.Kind is NewLine or Semicolon)
            {
                IResult<SyntaxToken> separator = at.Take();
                elements.Add(separator.Value);
                at = (TokenInput)separator.Remainder;
                continue;
            }

            if (at.Kind == OpenBrace && elements.Count == 0 && at.State.UnopenedBraces < 0)
            {
                // One `{` too many: without it every `}` has its partner.
                at.Report(SyntaxErrors.ExpectedStatement);
                elements.AddRange(Elements([at.Token]));
                at.State.UnopenedBraces++;
                at = at.Skip();
                continue;
            }

            if (SyntaxFacts.StartsStatement(at.Kind))
            {
                IResult<StatementSyntax> one = statement(at);
                elements.Add(one.Value);
                at = (TokenInput)one.Remainder;
                if (SyntaxFacts.EndsStatement(at.Kind) || Guess.EndsBody(at) || Guess.IsOutside(at, open))
                {
                    continue;
                }

                ReportExpectedEnd(at);
                if (at.IsOnNewLine && SyntaxFacts.StartsStatement(at.Kind))
                {
                    at.State.Recovering = false;
                    continue;
                }
            }
            else
            {
                at.Report(SyntaxErrors.ExpectedStatement);
            }

            at = SkipStatement(at, elements);
        }

        return at;
    }

    private static void ReportExpectedEnd(TokenInput at)
    {
        string? help = at.Kind switch
        {
            SyntaxKind.Equals => "`let name = value` gives a value a name, `==` compares",
            SyntaxKind.Colon => "an argument's name and its value follow the statement's name: `conv 3x3, stride: 2`",
            CloseParen or CloseBracket => "no bracket is open here",
            _ => null,
        };
        at.Report((location, found) => SyntaxErrors.ExpectedEnd(location, found, help));
    }

    // What stands between the head of a statement and its `{` is dropped.
    private static TokenInput FindOpenBrace(TokenInput at)
    {
        var odd = new List<SyntaxToken>();
        TokenInput brace = at;
        while (!SyntaxFacts.EndsStatement(brace.Kind) && brace.Kind != OpenBrace && !brace.StartsDeclaration && odd.Count < MaxOdd)
        {
            odd.Add(brace.Token);
            brace = brace.Skip();
        }

        if (brace.Kind != OpenBrace)
        {
            return at;
        }

        at.State.Tokens[brace.Position] = brace.Token.After(odd);
        return brace;
    }

    private static IReadOnlyList<SyntaxElement> Elements(List<SyntaxToken> skipped) =>
        skipped.Count == 0 ? [] : [new SkippedSyntax([.. skipped])];
}
