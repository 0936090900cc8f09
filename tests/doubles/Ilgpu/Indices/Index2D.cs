namespace ILGPU;

/// <summary>A 32-bit position or extent in two dimensions.</summary>
public readonly struct Index2D(int x, int y) : IIndex, ILaunchIndex, IEquatable<Index2D>
{
    public static readonly Index2D Invalid = new(-1);
    public static readonly Index2D Zero = new(0);
    public static readonly Index2D One = new(1);

    public Index2D(int value)
        : this(value, value)
    {
    }

    public int X { get; } = x;
    public int Y { get; } = y;
    public int Size => X * Y;
    public long LongSize => (long)X * Y;
    long IIndex.Size => LongSize;
    Index3D ILaunchIndex.Extent => new(X, Y, 1);

    public bool InBounds(Index2D dimension) => X >= 0 && Y >= 0 && X < dimension.X && Y < dimension.Y;
    object ILaunchIndex.At(Index3D position) => new Index2D(position.X, position.Y);

    public void Deconstruct(out int x, out int y)
    {
        x = X;
        y = Y;
    }

    public bool Equals(Index2D other) => X == other.X && Y == other.Y;
    public override bool Equals(object? obj) => obj is Index2D other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(X, Y);
    public override string ToString() => FormattableString.Invariant($"({X}, {Y})");

    public static implicit operator Index2D((int, int) values) => new(values.Item1, values.Item2);
    public static Index2D operator +(Index2D first, Index2D second) => new(first.X + second.X, first.Y + second.Y);
    public static Index2D operator -(Index2D first, Index2D second) => new(first.X - second.X, first.Y - second.Y);
    public static Index2D operator *(Index2D first, Index2D second) => new(first.X * second.X, first.Y * second.Y);
    public static Index2D operator /(Index2D first, Index2D second) => new(first.X / second.X, first.Y / second.Y);
    public static bool operator ==(Index2D first, Index2D second) => first.Equals(second);
    public static bool operator !=(Index2D first, Index2D second) => !first.Equals(second);
}
