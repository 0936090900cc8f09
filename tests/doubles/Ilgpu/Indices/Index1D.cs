using System.Globalization;

namespace ILGPU;

/// <summary>A 32-bit position or extent in one dimension.</summary>
public readonly struct Index1D(int value) : IIndex, ILaunchIndex, IEquatable<Index1D>
{
    public static readonly Index1D Invalid = new(-1);
    public static readonly Index1D Zero = new(0);
    public static readonly Index1D One = new(1);

    public int X { get; } = value;
    public int Size => X;
    public bool IsFirst => X == 0;
    long IIndex.Size => X;
    Index3D ILaunchIndex.Extent => new(X, 1, 1);

    public bool InBounds(Index1D dimension) => X >= 0 && X < dimension.X;
    public LongIndex1D ToLongIndex() => new(X);
    object ILaunchIndex.At(Index3D position) => new Index1D(position.X);

    public bool Equals(Index1D other) => X == other.X;
    public override bool Equals(object? obj) => obj is Index1D other && Equals(other);
    public override int GetHashCode() => X;
    public override string ToString() => X.ToString(CultureInfo.InvariantCulture);

    public static implicit operator int(Index1D index) => index.X;
    public static implicit operator Index1D(int value) => new(value);
    public static implicit operator LongIndex1D(Index1D index) => new(index.X);
    public static Index1D operator +(Index1D first, Index1D second) => new(first.X + second.X);
    public static Index1D operator -(Index1D first, Index1D second) => new(first.X - second.X);
    public static Index1D operator *(Index1D first, Index1D second) => new(first.X * second.X);
    public static Index1D operator /(Index1D first, Index1D second) => new(first.X / second.X);
    public static bool operator ==(Index1D first, Index1D second) => first.X == second.X;
    public static bool operator !=(Index1D first, Index1D second) => first.X != second.X;
}
