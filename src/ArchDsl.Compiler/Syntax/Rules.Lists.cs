using ArchDsl.Compiler.Diagnostics;
using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Where a list of items with commas stands, which decides what ends it.</summary>
internal sealed class ListPlace
{
    /// <summary>In brackets: everything up to the closing one belongs to it.</summary>
    public bool Enclosed { get; init; }

    /// <summary>Whether a comma may stand behind the last item.</summary>
    public bool TrailingComma { get; init; }

    /// <summary>Whether the items are apart enough for each to have its own error.</summary>
    public bool OneErrorEach { get; init; }

    /// <summary>The words that may follow a list that is not enclosed.</summary>
    public SyntaxKind[] Followers { get; init; } = [];
}

internal static partial class Rules
{
    /// <summary>Items with commas between them; none at all is a list too.</summary>
    public static Parser<SeparatedList<T>> Separated<T>(
        Parser<T> item,
        Func<TokenInput, bool> starts,
        Func<Text.SourceLocation, string, Diagnostic> expected,
        ListPlace place)
        where T : SyntaxNode => input =>
    {
        var at = (TokenInput)input;
        if (!starts(at) && (!place.Enclosed || EndsList(at)))
        {
            return Result.Success(SeparatedList<T>.Empty, at);
        }

        var elements = new List<SyntaxElement>();
        while (true)
        {
            TokenInput before = at;
            if (starts(at))
            {
                IResult<T> one = item(at);
                elements.Add(one.Value);
                at = (TokenInput)one.Remainder;
            }
            else
            {
                at.Report(expected);
            }

            if (at.Kind != SyntaxKind.Comma)
            {
                bool stuck = ReferenceEquals(before, at);
                bool commaForgotten = !stuck && starts(at)
                    && (place.Enclosed || !(Guess.MissesOpenBrace(at) || Array.Exists(place.Followers, word => IsMisspelt(at, word))));
                if (commaForgotten)
                {
                    at.Report((location, found) => SyntaxErrors.MissingComma(location, found, HelpForMissingComma(elements[elements.Count - 1])));
                    elements.Add(at.Missing(SyntaxKind.Comma));
                    continue;
                }

                if (place.Enclosed && !EndsList(at))
                {
                    at.Report((location, found) => SyntaxErrors.Expected(location, "`,` or the end of the list", found));
                    at = SkipItem(at, elements);
                }
            }

            if (at.Kind != SyntaxKind.Comma)
            {
                return Result.Success(new SeparatedList<T>(elements), at);
            }

            IResult<SyntaxToken> comma = at.Take();
            elements.Add(comma.Value);
            at = (TokenInput)comma.Remainder;
            at.State.Recovering &= !place.OneErrorEach;
            bool ends = place.Enclosed ? EndsList(at) : !starts(at) || StartsStatementOnNextLine(at);
            if (ends)
            {
                if (!place.TrailingComma)
                {
                    at.State.Report(comma.Value.Span, SyntaxErrors.TrailingComma);
                }

                return Result.Success(new SeparatedList<T>(elements), at);
            }
        }
    };

    private static bool EndsList(TokenInput at) =>
        SyntaxFacts.EndsStatement(at.Kind)
        || at.Kind is SyntaxKind.CloseParen or SyntaxKind.CloseBracket or SyntaxKind.OpenBrace
        || (at.StartsDeclaration && at.StartsLine);

    private static TokenInput SkipItem(TokenInput at, List<SyntaxElement> elements)
    {
        var skipped = new List<SyntaxToken>();
        while (at.Kind != SyntaxKind.Comma && !EndsList(at))
        {
            skipped.Add(at.Token);
            at = at.Skip();
        }

        if (skipped.Count > 0)
        {
            elements.Add(new SkippedSyntax(skipped));
        }

        return at;
    }

    // `conv 3x3,` and on the next line `conv 1x1, 64`: a name with a value behind it is no argument.
    public static bool StartsStatementOnNextLine(TokenInput at) =>
        at.Kind == SyntaxKind.Name
        && at.Peek(1) is SyntaxKind.Name or SyntaxKind.Int or SyntaxKind.Real or SyntaxKind.Size or SyntaxKind.Text
        && at.IsOnNewLine;

    private static string? HelpForMissingComma(SyntaxElement previous)
    {
        if (previous is ParameterSyntax { Type: null, Default: null } parameter)
        {
            return $"a parameter's type follows a colon: `{parameter.Name.Text}: …`";
        }

        ExpressionSyntax? value = previous is ArgumentSyntax { Name: null } argument ? argument.Value : previous as ExpressionSyntax;
        return previous is ArgumentSyntax && value is CallSyntax { HasParentheses: false, Name.Text: var name }
            ? $"if `{name}` names the argument, write `{name}: …`"
            : null;
    }
}
