using ArchDsl.Compiler.Diagnostics;
using Sprache;
using static ArchDsl.Compiler.Syntax.SyntaxKind;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Reads the declarations of a file and finds the way back to the next one behind an error.</summary>
internal static class Members
{
    public static Parser<FileSyntax> Of(params (SyntaxKind First, Parser<MemberSyntax> Rule)[] declarations)
    {
        Parser<MemberSyntax> declaration = Rules.Choose(declarations[0].Rule, declarations);
        return input =>
        {
            var at = (TokenInput)input;
            var members = new List<SyntaxElement>();

            // Between an error out here and the next declaration nothing else is reported.
            bool lost = false;
            while (!at.AtEnd)
            {
                if (at.Kind == NewLine)
                {
                    IResult<SyntaxToken> newLine = at.Take();
                    members.Add(newLine.Value);
                    at = (TokenInput)newLine.Remainder;
                }
                else if (at.StartsDeclaration || IsMisspeltDeclaration(at))
                {
                    at.State.Recovering &= at.Token.HasSkippedText;
                    IResult<MemberSyntax> one = declaration(at.StartsDeclaration ? at : Misspelt(at));
                    members.Add(one.Value);
                    at = (TokenInput)one.Remainder;
                    lost = at.State.Recovering;
                }
                else
                {
                    at.State.Recovering |= lost;
                    Report(at, members);
                    at = Skip(at, members);
                    lost = true;
                }
            }

            return Result.Success(new FileSyntax(members, at.Token), at);
        };
    }

    private static void Report(TokenInput at, List<SyntaxElement> members)
    {
        bool behindMember = members.Count > 0 && members[members.Count - 1] is MemberSyntax;
        if (at.Kind is CloseBrace or CloseParen or CloseBracket)
        {
            at.Report((location, _) => SyntaxErrors.Unopened(location, at.Token.Text));
        }
        else if (behindMember)
        {
            at.Report((location, found) => SyntaxErrors.ExpectedEnd(location, found));
        }
        else
        {
            string? help = at.State.UnopenedBraces > 0 ? "a `}` further up closes too much" : null;
            at.Report((location, found) => SyntaxErrors.ExpectedDeclaration(location, found, help));
        }
    }

    private static TokenInput Skip(TokenInput at, List<SyntaxElement> members)
    {
        if (at.Kind is CloseBrace or Semicolon)
        {
            members.Add(new SkippedSyntax([at.Token]));
            return at.Skip();
        }

        return Bodies.SkipStatement(at, members);
    }

    private static bool IsMisspeltDeclaration(TokenInput at) =>
        at.Kind == Name && at.StartsLine && at.Peek(1) is Name or SyntaxKind.Text && Meant(at.Token.Text) is not null;

    private static string? Meant(string word) => word switch
    {
        "def" or "func" or "function" => "fn",
        "class" or "model" or "module" or "network" => "arch",
        "using" or "include" or "from" => "import",
        _ => Spelling.Nearest(word, SyntaxFacts.DeclarationWords),
    };

    // The word is dropped and a missing keyword put in its place, so that the declaration is read and its own errors found.
    private static TokenInput Misspelt(TokenInput at)
    {
        string meant = Meant(at.Token.Text)!;
        at.Report((location, _) => SyntaxErrors.MisspeltKeyword(location, at.Token.Text, meant));
        return at.DropFor(SyntaxFacts.KeywordOrName(meant));
    }
}
