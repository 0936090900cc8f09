using System.Globalization;

namespace ArchDsl.Compiler.Graph;

/// <summary>The shape of a feature map without its batch: NCHW's C, H and W.</summary>
public readonly record struct Shape(int Channels, int Height, int Width)
{
    /// <summary>How many numbers one sample holds.</summary>
    public long Elements => (long)Channels * Height * Width;

    /// <summary>Height and width.</summary>
    public Size2 Size => new(Height, Width);

    /// <summary><c>64x56x56</c>, as the language writes it.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Channels, Height, Width);
}

/// <summary>A pair of height and width: a kernel, a stride, a padding.</summary>
public readonly record struct Size2(int Height, int Width)
{
    /// <summary>The same number for both.</summary>
    public static Size2 Square(int side) => new(side, side);

    /// <summary>Height times width.</summary>
    public long Area => (long)Height * Width;

    /// <summary>Whether both are the same.</summary>
    public bool IsSquare => Height == Width;

    /// <summary><c>3x3</c>, as the language writes it.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Height, Width);
}
