namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// A place where a tensor of one sample lives: channels by height by width floats, densely, in the arena or in the
/// caller's buffer. A slice of channels is a view further on. The default value stands for "none".
/// </summary>
public readonly unsafe struct View : IEquatable<View>
{
    internal View(float* pointer) => Pointer = pointer;

    internal float* Pointer { get; }

    /// <summary>The view <paramref name="floats"/> floats further on.</summary>
    public View this[int floats] => new(Pointer + floats);

    /// <summary>Whether both are the same place.</summary>
    public static bool operator ==(View left, View right) => left.Equals(right);

    /// <summary>Whether they are different places.</summary>
    public static bool operator !=(View left, View right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(View other) => Pointer == other.Pointer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is View other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((nint)Pointer).GetHashCode();
}
