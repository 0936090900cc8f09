using System.Numerics;

namespace ArchDsl.Compiler.Spaces;

/// <summary>One variable summed out of the factors it stands in.</summary>
internal sealed class EliminationStep
{
    private readonly int _variable;
    private readonly int _size;

    // For each way of the neighbours the running sums over the variable's values; small ones where they fit.
    private readonly ulong[]? _small;
    private readonly BigInteger[]? _large;

    public EliminationStep(int variable, Factor[] bucket, int[] sizes)
    {
        _variable = variable;
        _size = sizes[variable];
        Message = new Factor(bucket.SelectMany(f => f.Scope).Where(v => v != variable).Distinct().OrderBy(v => v).ToArray(), sizes);
        var sums = new BigInteger[(long)Message.Table.Length * _size];
        var values = new int[sizes.Length];
        for (int way = 0; way < Message.Table.Length; way++)
        {
            BigInteger sum = BigInteger.Zero;
            for (int i = 0; i < _size; i++)
            {
                values[variable] = i;
                sum += Weight(bucket, values);
                sums[(way * _size) + i] = sum;
            }

            Message.Table[way] = sum;
            Factor.Advance(values, Message.Scope, sizes);
        }

        bool isSmall = Message.Table.All(sum => sum <= ulong.MaxValue);
        _small = isSmall ? sums.Select(sum => (ulong)sum).ToArray() : null;
        _large = isSmall ? null : sums;
    }

    /// <summary>What is left: for each way of the neighbours the sum over the variable.</summary>
    public Factor Message { get; }

    /// <summary>Gives the variable its value, its neighbours having theirs.</summary>
    public void Draw(Xoshiro256 random, int[] values)
    {
        int start = Message.IndexOf(values) * _size;
        int end = start + _size - 1;
        int found = _small is null ? Search(_large!, start, end, random.Below(_large![end])) : Search(_small, start, end, random.Below(_small[end]));
        values[_variable] = found - start;
    }

    private static BigInteger Weight(Factor[] bucket, int[] values)
    {
        BigInteger weight = BigInteger.One;
        foreach (Factor factor in bucket)
        {
            BigInteger next = factor.Table[factor.IndexOf(values)];
            if (next.IsZero)
            {
                return next;
            }

            weight = next.IsOne ? weight : weight * next;
        }

        return weight;
    }

    // The first running sum above the number.
    private static int Search<T>(T[] sums, int start, int end, T number)
        where T : IComparable<T>
    {
        while (start < end)
        {
            int middle = (start + end) / 2;
            if (sums[middle].CompareTo(number) > 0)
            {
                end = middle;
            }
            else
            {
                start = middle + 1;
            }
        }

        return start;
    }
}
