using System.Numerics;
using ArchDsl.Compiler.Binding;

namespace ArchDsl.Compiler.Spaces;

/// <summary>Turns the dimensions and constraints of a space into variables and factors.</summary>
internal static class StructuralPoints
{
    /// <summary>The points that meet the structural constraints which can be counted.</summary>
    public static Elimination Of(DesignSpace space) => Eliminate(space, Countable(space));

    /// <summary>The points under some of the constraints.</summary>
    public static Elimination Eliminate(DesignSpace space, IReadOnlyCollection<SpaceConstraint> constraints)
    {
        int[] variableOf = Joined(space);
        int[] sizes = Sizes(space, variableOf);
        Factor[] factors = constraints.SelectMany(c => FactorsOf(space, c, variableOf, sizes)).ToArray();
        return Elimination.Of(sizes, factors, variableOf);
    }

    /// <summary>
    /// The structural constraints that can be counted: neither they nor what they join have more than
    /// <see cref="Factor.MaxTable"/> ways. What is left out is the constraint over most dimensions that is in the way.
    /// </summary>
    public static IReadOnlyList<SpaceConstraint> Countable(DesignSpace space)
    {
        int[] variableOf = Joined(space);
        int[] sizes = Sizes(space, variableOf);
        List<SpaceConstraint> counted = space.Constraints
            .Where(c => !c.IsOnCosts && ScopesOf(c, variableOf).All(scope => Factor.SizeOf(scope, sizes) is not null))
            .ToList();
        while (true)
        {
            var scopes = counted.SelectMany(c => ScopesOf(c, variableOf).Select(scope => (Constraint: c, Scope: scope))).ToArray();
            SpaceConstraint? widest = Elimination.TooLarge(sizes, scopes.Select(s => s.Scope).ToArray())
                .Select(i => scopes[i])
                .OrderByDescending(s => s.Constraint.Relation == ListRelation.None)
                .ThenByDescending(s => s.Scope.Length)
                .Select(s => s.Constraint)
                .FirstOrDefault();
            if (widest is null)
            {
                return counted;
            }

            counted.Remove(widest);
        }
    }

    // The elements of a list that must be the same are one variable.
    private static int[] Joined(DesignSpace space)
    {
        int[] variableOf = Enumerable.Range(0, space.Dimensions.Count).ToArray();
        foreach (SpaceConstraint constraint in space.Constraints.Where(c => c.Relation == ListRelation.Same))
        {
            foreach (int dimension in constraint.Dimensions)
            {
                variableOf[dimension] = variableOf[constraint.Dimensions[0]];
            }
        }

        int[] used = variableOf.Distinct().ToArray();
        return variableOf.Select(v => Array.IndexOf(used, v)).ToArray();
    }

    private static int[] Sizes(DesignSpace space, int[] variableOf)
    {
        var sizes = new int[variableOf.DefaultIfEmpty(-1).Max() + 1];
        for (int i = 0; i < variableOf.Length; i++)
        {
            sizes[variableOf[i]] = space.Dimensions[i].Count;
        }

        return sizes;
    }

    // A list is in order where its neighbours are.
    private static IEnumerable<int[]> ScopesOf(SpaceConstraint constraint, int[] variableOf) => constraint.Relation switch
    {
        ListRelation.Same => [],
        ListRelation.None => [constraint.Dimensions.Select(d => variableOf[d]).Distinct().OrderBy(v => v).ToArray()],
        _ => constraint.Dimensions.Zip(constraint.Dimensions.Skip(1), (a, b) => new[] { variableOf[a], variableOf[b] }.OrderBy(v => v).ToArray()).Where(pair => pair[0] != pair[1]),
    };

    private static IEnumerable<Factor> FactorsOf(DesignSpace space, SpaceConstraint constraint, int[] variableOf, int[] sizes)
    {
        if (constraint.Relation == ListRelation.None)
        {
            var point = new int[variableOf.Length];
            return ScopesOf(constraint, variableOf).Select(scope => Factor.Of(scope, sizes, values =>
            {
                foreach (int dimension in constraint.Dimensions)
                {
                    point[dimension] = values[variableOf[dimension]];
                }

                return constraint.Holds(point, null);
            }));
        }

        if (constraint.Relation == ListRelation.Same)
        {
            return [];
        }

        int[] ranks = Ranks(space.Dimensions[constraint.Dimensions[0]]);
        int sign = constraint.Relation == ListRelation.Ascending ? 1 : -1;
        return constraint.Dimensions.Zip(constraint.Dimensions.Skip(1), (a, b) => (First: variableOf[a], Second: variableOf[b]))
            .Where(pair => pair.First != pair.Second)
            .Select(pair => Factor.Of(
                pair.First < pair.Second ? [pair.First, pair.Second] : [pair.Second, pair.First],
                sizes,
                values => sign * (ranks[values[pair.Second]] - ranks[values[pair.First]]) >= 0));
    }

    // The place of each value of a domain when its numbers stand in order.
    private static int[] Ranks(SpaceParameter parameter)
    {
        Rational[] numbers = parameter.Domain.Select(v => ((NumberValue)v).Number).ToArray();
        Rational[] sorted = numbers.OrderBy(n => n).ToArray();
        return numbers.Select(n => Array.BinarySearch(sorted, n)).ToArray();
    }
}
