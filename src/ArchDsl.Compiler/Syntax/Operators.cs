using ArchDsl.Compiler.Diagnostics;
using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Rules for operators: as a table of levels instead of a rule that calls a rule for each, which keeps the stack flat.</summary>
internal static class Operators
{
    /// <summary>
    /// Left-associative operators, one array a level, the weakest first. The level of <c>not</c> is a prefix; comparisons do not chain.
    /// </summary>
    public static Parser<ExpressionSyntax> Of(
        Parser<ExpressionSyntax> operand,
        Parser<ExpressionSyntax> tooDeep,
        params SyntaxKind[][] levels)
    {
        int[] levelOf = Enumerable.Range(0, SyntaxFacts.KindCount)
            .Select(kind => Array.FindIndex(levels, level => Array.IndexOf(level, (SyntaxKind)kind) >= 0))
            .ToArray();
        int notLevel = levelOf[(int)SyntaxKind.NotKeyword];
        Parser<ExpressionSyntax> not = null!;
        not = Rules.Nested(Prefix(input => Level(input, notLevel)), tooDeep);
        return input => Level(input, 0);

        IResult<ExpressionSyntax> Level(IInput input, int weakest)
        {
            bool isNot = ((TokenInput)input).Kind == SyntaxKind.NotKeyword && weakest <= notLevel;
            IResult<ExpressionSyntax> left = isNot ? not(input) : operand(input);
            while (true)
            {
                var at = (TokenInput)left.Remainder;
                int level = levelOf[(int)at.Kind];
                if (level < weakest || level < 0 || level == notLevel || !HasRoom(left.Value, at))
                {
                    return left;
                }

                bool chained = SyntaxFacts.IsComparison(at.Kind)
                    && left.Value is BinarySyntax { Operator.Kind: var before } && SyntaxFacts.IsComparison(before);
                if (chained)
                {
                    at.Report((location, _) => SyntaxErrors.ChainedComparison(location, at.Token.Text));
                }

                IResult<SyntaxToken> op = at.Take();
                IResult<ExpressionSyntax> right = Level(op.Remainder, level + 1);
                left = Result.Success(new BinarySyntax(left.Value, op.Value, right.Value), right.Remainder);
            }
        }
    }

    /// <summary>A prefix and its operand.</summary>
    public static Parser<ExpressionSyntax> Prefix(Parser<ExpressionSyntax> operand) => input =>
    {
        IResult<SyntaxToken> op = ((TokenInput)input).Take();
        IResult<ExpressionSyntax> value = operand(op.Remainder);
        return Result.Success(new UnarySyntax(op.Value, value.Value), value.Remainder);
    };

    /// <summary>A primary with any number of <c>[index]</c> and <c>.name</c> behind it.</summary>
    public static Parser<ExpressionSyntax> WithSuffixes(Parser<ExpressionSyntax> primary, Parser<ExpressionSyntax> index) => input =>
    {
        IResult<ExpressionSyntax> target = primary(input);
        while (true)
        {
            var at = (TokenInput)target.Remainder;
            if (at.Kind is not (SyntaxKind.OpenBracket or SyntaxKind.Dot) || !HasRoom(target.Value, at))
            {
                return target;
            }

            target = at.Kind == SyntaxKind.Dot ? Member(target.Value, at) : Element(target.Value, at, index);
        }
    };

    private static IResult<ExpressionSyntax> Member(ExpressionSyntax target, TokenInput at)
    {
        IResult<SyntaxToken> dot = at.Take();
        IResult<SyntaxToken> name = Rules.Token(SyntaxKind.Name)(dot.Remainder);
        return Result.Success(new MemberAccessSyntax(target, dot.Value, name.Value), name.Remainder);
    }

    private static IResult<ExpressionSyntax> Element(ExpressionSyntax target, TokenInput at, Parser<ExpressionSyntax> index)
    {
        IResult<SyntaxToken> open = at.Take();
        IResult<ExpressionSyntax> value = index(open.Remainder);
        IResult<SyntaxToken> close = Rules.Close((TokenInput)value.Remainder, open.Value, SyntaxKind.CloseBracket);
        return Result.Success(new IndexSyntax(target, open.Value, value.Value, close.Value), close.Remainder);
    }

    private static bool HasRoom(ExpressionSyntax left, TokenInput at)
    {
        bool room = left.Height < ParseState.MaxChain;
        if (!room)
        {
            at.Report((location, _) => SyntaxErrors.TooDeep(location, ParseState.MaxChain));
        }

        return room;
    }
}
