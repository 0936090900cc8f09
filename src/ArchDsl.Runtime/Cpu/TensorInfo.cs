namespace ArchDsl.Runtime.Cpu;

/// <summary>An input or output of a network: its name and the shape of one sample.</summary>
/// <param name="Name">The name in the .arch file.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Height.</param>
/// <param name="Width">Width.</param>
public readonly record struct TensorInfo(string Name, int Channels, int Height, int Width)
{
    /// <summary>Floats of one sample.</summary>
    public int Floats => checked(Channels * Height * Width);

    /// <summary><c>3x224x224</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
