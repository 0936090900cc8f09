using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>A condition around lines of a space that differs from point to point.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Sight">The names it sees.</param>
/// <param name="Wanted">What it must be for the lines to hold.</param>
internal sealed record Guard(ExpressionSyntax Condition, PointName Sight, bool Wanted);

/// <summary>One condition of a <c>require</c> in a space.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Statement">The statement; what it joins by <c>and</c> are several requirements.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Sight">The names it sees.</param>
/// <param name="Guards">The conditions around it.</param>
/// <param name="Why">What the text says about it.</param>
internal sealed record Requirement(ExpressionSyntax Condition, CallStatementSyntax Statement, SourceFile File, PointName Sight, IReadOnlyList<Guard> Guards, string? Why)
{
    /// <summary>The constraint it is, once every domain is known.</summary>
    public SpaceConstraint ToConstraint()
    {
        PointExpression condition = PointExpression.Of(Condition, File, Sight);
        (PointExpression Condition, bool Wanted)[] guards = Guards.Select(g => (PointExpression.Of(g.Condition, File, g.Sight), g.Wanted)).ToArray();
        PointExpression[] all = [.. guards.Select(g => g.Condition), condition];
        (ListRelation relation, VariedParameter? list) = guards.Length == 0 ? RelationOf(Condition) : default;
        return new SpaceConstraint(
            TextOf(),
            Why,
            File.LocationOf(Condition),
            all.Any(e => e.IsOnCosts),
            list is null ? all.SelectMany(e => e.Dimensions).Distinct().OrderBy(d => d).ToArray() : list.Dimensions.ToArray(),
            (point, costs) => Holds(guards, condition, point, costs))
        {
            Relation = relation,
            Window = guards.Length == 0 ? WindowOf(Condition) : null,
        };
    }

    /// <summary>Reports why it has no value at a point, if so.</summary>
    /// <returns>Whether it holds there.</returns>
    /// <exception cref="TooLargeException">It takes too many steps.</exception>
    public bool Try(int[] point, DiagnosticBag diagnostics)
    {
        foreach (Guard guard in Guards)
        {
            if (IsTrue(PointExpression.Of(guard.Condition, File, guard.Sight), guard.Condition, point, diagnostics) != guard.Wanted)
            {
                return true;
            }
        }

        return IsTrue(PointExpression.Of(Condition, File, Sight), Condition, point, diagnostics) == true;
    }

    private bool? IsTrue(PointExpression expression, ExpressionSyntax syntax, int[] point, DiagnosticBag diagnostics)
    {
        Value value = expression.Evaluate(point, null, diagnostics);
        if (value is not (BoolValue or ErrorValue))
        {
            diagnostics.Add(ValueErrors.WrongType(File.LocationOf(syntax), "true or false", value.Describe()));
        }

        return (value as BoolValue)?.Bool;
    }

    private static bool Holds((PointExpression Condition, bool Wanted)[] guards, PointExpression condition, int[] point, Costs? costs)
    {
        try
        {
            var unsaid = new DiagnosticBag();
            return !guards.All(g => g.Condition.Evaluate(point, costs, unsaid) is BoolValue value && value.Bool == g.Wanted)
                || condition.Evaluate(point, costs, unsaid) is BoolValue { Bool: true };
        }
        catch (TooLargeException)
        {
            return false;
        }
    }

    private string TextOf()
    {
        string guards = string.Join(" and ", Guards.Select(g => g.Wanted ? File.TextOf(g.Condition) : $"not ({File.TextOf(g.Condition)})"));
        return guards.Length == 0 ? File.TextOf(Condition) : $"{File.TextOf(Condition)} when {guards}";
    }

    // same(list), ascending(list), ascending(reverse(list)) of a list that varies by element.
    private (ListRelation Relation, VariedParameter? List) RelationOf(ExpressionSyntax syntax, bool isReversed = false)
    {
        if (syntax is not CallSyntax { HasParentheses: true, Arguments.Count: 1 } call || File.Symbols.Find(call.Name.Text).Count > 0)
        {
            return default;
        }

        ExpressionSyntax argument = Bare(call.Arguments[0].Value);
        string function = call.Name.Text;
        while (argument is CallSyntax { HasParentheses: true, Arguments.Count: 1, Name.Text: "reverse" } reverse && File.Symbols.Find("reverse").Count == 0)
        {
            isReversed = !isReversed;
            argument = Bare(reverse.Arguments[0].Value);
        }

        if (argument is not CallSyntax { HasParentheses: false } name || Sight.Find(name.Name.Text) is not VariedName { Varied: { Domain.Elements: not null } varied })
        {
            return default;
        }

        return function switch
        {
            "same" => (ListRelation.Same, varied),
            "ascending" when varied.Domain.Domain.All(v => v is NumberValue) => (isReversed ? ListRelation.Descending : ListRelation.Ascending, varied),
            _ => default,
        };
    }

    // A cost on one side of a comparison, a number on the other.
    private CostWindow? WindowOf(ExpressionSyntax syntax)
    {
        if (syntax is not BinarySyntax binary)
        {
            return null;
        }

        bool isSwapped = CostOf(binary.Left) is null;
        string? metric = CostOf(isSwapped ? binary.Right : binary.Left);
        PointExpression other = PointExpression.Of(isSwapped ? binary.Left : binary.Right, File, Sight);
        if (metric is null || !other.IsFixed || other.Evaluate(null, null, new DiagnosticBag()) is not NumberValue { Number: var number } || number.Sign < 0 || number.Floor() >= long.MaxValue)
        {
            return null;
        }

        (long floor, long ceiling) = ((long)number.Floor(), (long)number.Ceiling());
        return (binary.Operator.Kind, isSwapped) switch
        {
            (SyntaxKind.LessEquals, false) or (SyntaxKind.GreaterEquals, true) => new CostWindow(metric, Most: floor),
            (SyntaxKind.Less, false) or (SyntaxKind.Greater, true) => new CostWindow(metric, Most: ceiling - 1),
            (SyntaxKind.GreaterEquals, false) or (SyntaxKind.LessEquals, true) => new CostWindow(metric, Least: ceiling),
            (SyntaxKind.Greater, false) or (SyntaxKind.Less, true) => new CostWindow(metric, Least: floor + 1),
            (SyntaxKind.EqualsEquals, _) => new CostWindow(metric, ceiling, floor),
            _ => null,
        };
    }

    private string? CostOf(ExpressionSyntax syntax) =>
        Bare(syntax) is CallSyntax { HasParentheses: false } name && Sight.Find(name.Name.Text) is CostName ? name.Name.Text : null;

    private static ExpressionSyntax Bare(ExpressionSyntax syntax) => syntax is ParenthesizedSyntax inner ? Bare(inner.Inner) : syntax;
}
