namespace ArchDsl.Ptx;

/// <summary>Three extents: blocks of a grid, or threads of a block.</summary>
public readonly record struct Dim3(int X, int Y = 1, int Z = 1)
{
    /// <summary>Blocks or threads altogether.</summary>
    public int Count => checked(X * Y * Z);

    /// <summary>The place of a number among them, X running fastest.</summary>
    internal Dim3 At(int index) => new(index % X, index / X % Y, index / (X * Y));

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";
}
