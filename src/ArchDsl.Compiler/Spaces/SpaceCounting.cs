using System.Numerics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Spaces;

/// <summary>Counts the points of a space.</summary>
internal static class SpaceCounting
{
    public static SpaceSize Count(DesignSpace space)
    {
        IReadOnlyList<SpaceConstraint> counted = StructuralPoints.Countable(space);
        SpaceConstraint[] ordering = counted.Where(c => c.Relation is ListRelation.Ascending or ListRelation.Descending).ToArray();
        BigInteger box = space.Dimensions.Aggregate(BigInteger.One, (product, p) => product * p.Count);
        return new SpaceSize(
            space.Points.Count,
            box,
            space.Constraints.Where(c => !c.IsOnCosts && !counted.Contains(c) && c.Relation != ListRelation.Same).ToEquatableArray(),
            ordering.Length == 0 ? null : StructuralPoints.Eliminate(space, counted.Except(ordering).ToArray()).Count,
            ordering.Aggregate(BigInteger.One, (product, c) => product * Factorial(c.Dimensions.Count)));
    }

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i);
}
