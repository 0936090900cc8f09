using System.Globalization;

namespace ILGPU;

/// <summary>A 64-bit position or extent in one dimension.</summary>
public readonly struct LongIndex1D(long value) : IEquatable<LongIndex1D>
{
    public static readonly LongIndex1D Zero = new(0);
    public static readonly LongIndex1D One = new(1);

    public long X { get; } = value;
    public long Size => X;
    public Index1D ToIntIndex() => new(checked((int)X));

    public bool Equals(LongIndex1D other) => X == other.X;
    public override bool Equals(object? obj) => obj is LongIndex1D other && Equals(other);
    public override int GetHashCode() => X.GetHashCode();
    public override string ToString() => X.ToString(CultureInfo.InvariantCulture);

    public static implicit operator long(LongIndex1D index) => index.X;
    public static implicit operator LongIndex1D(long value) => new(value);
    public static explicit operator Index1D(LongIndex1D index) => index.ToIntIndex();
    public static LongIndex1D operator +(LongIndex1D first, LongIndex1D second) => new(first.X + second.X);
    public static LongIndex1D operator -(LongIndex1D first, LongIndex1D second) => new(first.X - second.X);
    public static LongIndex1D operator *(LongIndex1D first, LongIndex1D second) => new(first.X * second.X);
    public static LongIndex1D operator /(LongIndex1D first, LongIndex1D second) => new(first.X / second.X);
    public static bool operator ==(LongIndex1D first, LongIndex1D second) => first.X == second.X;
    public static bool operator !=(LongIndex1D first, LongIndex1D second) => first.X != second.X;
}
