using System.Numerics;

namespace ArchDsl.Compiler.Spaces;

/// <summary>A number for each way to give some variables their values; the first variable is the slowest.</summary>
/// <param name="scope">The variables, ascending.</param>
/// <param name="sizes">How many values each variable of the space has.</param>
internal sealed class Factor(int[] scope, int[] sizes)
{
    /// <summary>More ways than this are not looked at one by one.</summary>
    public const int MaxTable = 1_000_000;

    public int[] Scope { get; } = scope;

    public BigInteger[] Table { get; } = new BigInteger[(int)SizeOf(scope, sizes)!];

    /// <summary>How many ways there are; null where they are more than <see cref="MaxTable"/>.</summary>
    public static int? SizeOf(IEnumerable<int> scope, int[] sizes)
    {
        long size = 1;
        foreach (int variable in scope)
        {
            size *= sizes[variable];
            if (size > MaxTable)
            {
                return null;
            }
        }

        return (int)size;
    }

    /// <summary>A factor that is 1 where a predicate holds, which reads the values at the places of the scope.</summary>
    public static Factor Of(int[] scope, int[] sizes, Func<int[], bool> holds)
    {
        var factor = new Factor(scope, sizes);
        var values = new int[sizes.Length];
        for (int i = 0; i < factor.Table.Length; i++)
        {
            factor.Table[i] = holds(values) ? BigInteger.One : BigInteger.Zero;
            Advance(values, scope, sizes);
        }

        return factor;
    }

    /// <summary>Goes on to the next way, the last variable first.</summary>
    public static void Advance(int[] values, int[] scope, int[] sizes)
    {
        for (int i = scope.Length - 1; i >= 0; i--)
        {
            if (++values[scope[i]] < sizes[scope[i]])
            {
                return;
            }

            values[scope[i]] = 0;
        }
    }

    /// <summary>Where the values of all variables lead to in the table.</summary>
    public int IndexOf(int[] values)
    {
        int index = 0;
        foreach (int variable in Scope)
        {
            index = (index * sizes[variable]) + values[variable];
        }

        return index;
    }
}
