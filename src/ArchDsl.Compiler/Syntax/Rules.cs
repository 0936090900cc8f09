using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>
/// The project's layer over Sprache: rules over tokens that choose by the next token, never backtrack and always succeed.
/// Where a token is wrong they report it once and go on with a missing token, or without the odd one.
/// </summary>
internal static partial class Rules
{
    /// <summary>One token of the kind.</summary>
    public static Parser<SyntaxToken> Token(SyntaxKind kind) => input =>
    {
        var at = (TokenInput)input;
        return at.Kind == kind ? at.Take() : Expected(at, kind);
    };

    /// <summary>The rule if the next token is of the kind, else null.</summary>
    public static Parser<T?> Optional<T>(SyntaxKind kind, Parser<T> rule)
        where T : class => input => ((TokenInput)input).Kind == kind ? rule(input) : Result.Success<T?>(null, input);

    /// <summary>Like <see cref="Optional{T}"/> for a place where no name can stand: one that looks like the keyword is taken for it.</summary>
    public static Parser<T?> OptionalWord<T>(SyntaxKind keyword, Parser<T> rule)
        where T : class => input =>
    {
        var at = (TokenInput)input;
        return at.Kind == keyword ? rule(at)
            : IsMisspelt(at, keyword) ? rule(DropMisspelt(at, keyword))
            : Result.Success<T?>(null, at);
    };

    /// <summary>The rule that the next token chooses, or the last where none does.</summary>
    public static Parser<T> Choose<T>(Parser<T> otherwise, params (SyntaxKind First, Parser<T> Rule)[] cases)
    {
        var table = new Parser<T>[SyntaxFacts.KindCount];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = otherwise;
        }

        foreach ((SyntaxKind first, Parser<T> rule) in cases)
        {
            table[(int)first] = rule;
        }

        return input => table[input.Current](input);
    }

    /// <summary>The rule as often as the next token is of the kind.</summary>
    public static Parser<IReadOnlyList<T>> Many<T>(SyntaxKind first, Parser<T> rule) => input =>
    {
        if (((TokenInput)input).Kind != first)
        {
            return Result.Success<IReadOnlyList<T>>([], input);
        }

        var all = new List<T>();
        while (((TokenInput)input).Kind == first)
        {
            IResult<T> one = rule(input);
            all.Add(one.Value);
            input = one.Remainder;
        }

        return Result.Success<IReadOnlyList<T>>(all, input);
    };

    /// <summary>A rule that is defined further down.</summary>
    public static Parser<T> Later<T>(Func<Parser<T>> rule) => input => rule()(input);

    /// <summary>The rule, unless rules are nested too deeply already; then the substitute, which has to be shallow.</summary>
    public static Parser<T> Nested<T>(Parser<T> rule, Parser<T> tooDeep) => input =>
    {
        var at = (TokenInput)input;
        if (at.State.Depth >= ParseState.MaxDepth || !HasStack())
        {
            at.Report((location, _) => SyntaxErrors.TooDeep(location, ParseState.MaxDepth));
            return tooDeep(input);
        }

        at.State.Depth++;
        IResult<T> result = rule(input);
        at.State.Depth--;
        return result;
    };

    // A host may parse on a thread with a small stack, where the limit on depth comes too late.
    private static bool HasStack()
    {
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }

    /// <summary>A rule between brackets; without the opening one, nothing.</summary>
    public static Parser<TResult> Enclosed<T, TResult>(
        SyntaxKind open,
        Parser<T> inner,
        SyntaxKind close,
        T empty,
        Func<SyntaxToken, T, SyntaxToken, TResult> build) => input =>
    {
        var at = (TokenInput)input;
        IResult<SyntaxToken> opened = at.Kind == open ? at.Take() : Expected(at, open);
        if (opened.Value.IsMissing)
        {
            return Result.Success(build(opened.Value, empty, at.Missing(close)), opened.Remainder);
        }

        IResult<T> content = inner(opened.Remainder);
        IResult<SyntaxToken> closed = Close((TokenInput)content.Remainder, opened.Value, close);
        return Result.Success(build(opened.Value, content.Value, closed.Value), closed.Remainder);
    };

    /// <summary>The closing partner of a bracket.</summary>
    public static IResult<SyntaxToken> Close(TokenInput at, SyntaxToken open, SyntaxKind kind)
    {
        if (at.Kind == kind)
        {
            return at.Take();
        }

        at.Report((location, found) => SyntaxErrors.Unclosed(
            location, SyntaxFacts.TextOf(open.Kind)!, SyntaxFacts.TextOf(kind)!, found, at.State.Source.GetLocation(open.Span)));
        return at.Peek(1) == kind && !IsSync(at) ? at.Drop().Take() : Result.Success(at.Missing(kind), at);
    }

    /// <summary>Reports that another token was expected, and finds one: behind the odd one, or a missing one.</summary>
    private static IResult<SyntaxToken> Expected(TokenInput at, SyntaxKind kind)
    {
        if (IsMisspelt(at, kind))
        {
            return Result.Success(at.Missing(kind), DropMisspelt(at, kind));
        }

        bool isKeyword = SyntaxFacts.IsKeyword(at.Kind) && !(at.StartsDeclaration && at.StartsLine);
        if (kind == SyntaxKind.Name && isKeyword)
        {
            at.Report((location, _) => SyntaxErrors.KeywordAsName(location, at.Token.Text));
            return Result.Success(at.Missing(kind), at.Drop());
        }

        if (at.StartsDeclaration && at.IsOnNewLine)
        {
            at.ReportEndOfLine((location, found) => SyntaxErrors.Expected(location, SyntaxFacts.Describe(kind), found));
        }

        at.Report((location, found) => SyntaxErrors.Expected(location, SyntaxFacts.Describe(kind), found));
        return at.Peek(1) == kind && !IsSync(at) ? at.Drop().Take() : Result.Success(at.Missing(kind), at);
    }

    /// <summary>Whether rules resume here, so that nobody may drop it.</summary>
    private static bool IsSync(TokenInput at) =>
        SyntaxFacts.EndsStatement(at.Kind) || at.Kind == SyntaxKind.OpenBrace || (at.StartsDeclaration && at.StartsLine);

    public static bool IsMisspelt(TokenInput at, SyntaxKind keyword) =>
        at.Kind == SyntaxKind.Name && !at.State.Recovering && SyntaxFacts.IsKeyword(keyword) && at.Token.Text.Length <= 16
        && Spelling.Nearest(at.Token.Text, [SyntaxFacts.TextOf(keyword)!]) is not null;

    public static TokenInput ReplaceMisspelt(TokenInput at, SyntaxKind keyword)
    {
        at.Report((location, _) => SyntaxErrors.MisspeltKeyword(location, at.Token.Text, SyntaxFacts.TextOf(keyword)!));
        return at.DropFor(keyword);
    }

    private static TokenInput DropMisspelt(TokenInput at, SyntaxKind keyword)
    {
        at.Report((location, _) => SyntaxErrors.MisspeltKeyword(location, at.Token.Text, SyntaxFacts.TextOf(keyword)!));
        return at.Drop();
    }
}
