using System.Numerics;

namespace ArchDsl.Compiler.Spaces;

/// <summary>
/// Counts the ways to give variables their values under constraints, by variable elimination: one variable at a time is
/// summed out of all factors it stands in, which leaves one factor over its neighbours. What no constraint joins is thereby
/// multiplied, and chains like an ascending list take the square of their domain, not its power. Walking the same steps
/// back draws each way with the same probability.
/// </summary>
internal sealed class Elimination
{
    private readonly int[] _sizes;
    private readonly List<EliminationStep> _steps = [];

    private Elimination(int[] sizes) => _sizes = sizes;

    /// <summary>How many ways there are.</summary>
    public BigInteger Count { get; private set; } = BigInteger.One;

    /// <summary>What gives each variable's place to a caller that joined equal dimensions; see <see cref="StructuralPoints"/>.</summary>
    public int[] VariableOf { get; init; } = [];

    /// <summary>The factors, by number, that make a step of the elimination too large; none where all steps are small.</summary>
    public static IReadOnlyCollection<int> TooLarge(int[] sizes, IReadOnlyList<int[]> scopes)
    {
        foreach ((int variable, List<(HashSet<int> Scope, HashSet<int> From)> bucket) in Plan(sizes, scopes))
        {
            IEnumerable<int> joined = bucket.SelectMany(f => f.Scope).Append(variable).Distinct();
            if (Factor.SizeOf(joined, sizes) is null)
            {
                return bucket.SelectMany(f => f.From).Distinct().ToArray();
            }
        }

        return [];
    }

    /// <summary>Eliminates every variable.</summary>
    /// <param name="sizes">How many values each variable has.</param>
    /// <param name="factors">What constrains them; no step of it may be <see cref="TooLarge"/>.</param>
    /// <param name="variableOf">See <see cref="VariableOf"/>.</param>
    public static Elimination Of(int[] sizes, IReadOnlyList<Factor> factors, int[] variableOf)
    {
        var elimination = new Elimination(sizes) { VariableOf = variableOf };
        int[] order = Plan(sizes, factors.Select(f => f.Scope).ToArray()).Select(step => step.Variable).ToArray();
        var open = factors.ToList();
        foreach (int variable in order)
        {
            Factor[] bucket = open.Where(f => f.Scope.Contains(variable)).ToArray();
            open.RemoveAll(f => f.Scope.Contains(variable));
            var step = new EliminationStep(variable, bucket, sizes);
            elimination._steps.Add(step);
            open.Add(step.Message);
        }

        foreach (Factor factor in open)
        {
            elimination.Count *= factor.Table[0];
        }

        return elimination;
    }

    /// <summary>Draws one way; each is as likely as any other.</summary>
    public int[] Draw(Xoshiro256 random)
    {
        var values = new int[_sizes.Length];
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            _steps[i].Draw(random, values);
        }

        var point = new int[VariableOf.Length];
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = values[VariableOf[i]];
        }

        return point;
    }

    // The order: always the variable whose step is the smallest. With each what it meets then, and from which factors that came.
    private static IEnumerable<(int Variable, List<(HashSet<int> Scope, HashSet<int> From)> Bucket)> Plan(int[] sizes, IReadOnlyList<int[]> scopes)
    {
        var open = scopes.Select((scope, i) => (Scope: new HashSet<int>(scope), From: new HashSet<int> { i })).ToList();
        var left = new List<int>(Enumerable.Range(0, sizes.Length));
        while (left.Count > 0)
        {
            ILookup<int, (HashSet<int> Scope, HashSet<int> From)> met = open.SelectMany(f => f.Scope.Select(v => (v, f))).ToLookup(p => p.v, p => p.f);
            int variable = left.OrderBy(v => met[v].SelectMany(f => f.Scope).Append(v).Distinct().Aggregate(1.0, (size, u) => size * sizes[u])).First();
            List<(HashSet<int> Scope, HashSet<int> From)> bucket = met[variable].ToList();
            yield return (variable, bucket);
            left.Remove(variable);
            open.RemoveAll(bucket.Contains);
            var rest = new HashSet<int>(bucket.SelectMany(f => f.Scope));
            rest.Remove(variable);
            open.Add((rest, new HashSet<int>(bucket.SelectMany(f => f.From))));
        }
    }
}
