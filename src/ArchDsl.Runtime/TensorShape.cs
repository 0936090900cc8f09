using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ArchDsl.Runtime;

/// <summary>The sizes of a tensor, outermost first: NCHW for feature maps, out×in×kh×kw for convolution weights.</summary>
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>The most dimensions a shape may have.</summary>
    public const int MaxRank = 64;

    private readonly long[]? _dimensions;

    // Less one, so that the default value is a scalar of one element.
    private readonly long _countLessOne;

    /// <summary>Makes a shape; none at all is a scalar.</summary>
    /// <param name="dimensions">The sizes, outermost first, none negative.</param>
    /// <exception cref="ArgumentException">A size is negative, there are more than <see cref="MaxRank"/>, or
    /// their product exceeds <see cref="long.MaxValue"/>.</exception>
    public TensorShape(params ReadOnlySpan<long> dimensions)
    {
        if (!TryCount(dimensions, out long count))
        {
            throw new ArgumentException($"not the shape of a tensor: {Join(dimensions)}", nameof(dimensions));
        }

        _dimensions = dimensions.ToArray();
        _countLessOne = count - 1;
    }

    private TensorShape(long[] dimensions, long count)
    {
        _dimensions = dimensions;
        _countLessOne = count - 1;
    }

    /// <summary>How many dimensions there are; 0 for a scalar.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>The product of the sizes; 1 for a scalar.</summary>
    public long ElementCount => _countLessOne + 1;

    /// <summary>The sizes, outermost first.</summary>
    public ReadOnlySpan<long> Dimensions => _dimensions;

    /// <summary>The size of one dimension.</summary>
    /// <param name="dimension">From 0, the outermost, to <see cref="Rank"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such dimension.</exception>
    public long this[int dimension] => Dimensions[dimension];

    /// <summary>Whether two shapes have the same sizes in the same order.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in rank or in any size.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TensorShape other)
    {
        // SequenceEqual over values would be compiled at its first call: see Arrays.
        bool equal = Rank == other.Rank;
        for (int i = 0; equal && i < Rank; i++)
        {
            equal = this[i] == other[i];
        }

        return equal;
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (long dimension in Dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>The sizes as text: <c>64x3x3x3</c>, or <c>scalar</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : Join(Dimensions);

    internal static bool TryCreate(ReadOnlySpan<long> dimensions, out TensorShape shape)
    {
        bool valid = TryCount(dimensions, out long count);
        shape = valid ? new TensorShape(dimensions.ToArray(), count) : default;
        return valid;
    }

    internal static string Join(ReadOnlySpan<long> dimensions)
    {
        int shown = Math.Min(dimensions.Length, MaxRank);
        string[] parts = new string[shown];
        for (int i = 0; i < shown; i++)
        {
            parts[i] = dimensions[i].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join('x', parts) + (shown < dimensions.Length ? "x…" : "");
    }

    private static bool TryCount(ReadOnlySpan<long> dimensions, out long count)
    {
        count = 1;
        if (dimensions.Length > MaxRank)
        {
            return false;
        }

        bool empty = false;
        foreach (long dimension in dimensions)
        {
            empty |= dimension == 0;
        }

        foreach (long dimension in dimensions)
        {
            if (dimension < 0)
            {
                return false;
            }

            if (!empty && count > long.MaxValue / dimension)
            {
                return false;
            }

            count *= empty ? 1 : dimension;
        }

        count = empty ? 0 : count;
        return true;
    }
}
