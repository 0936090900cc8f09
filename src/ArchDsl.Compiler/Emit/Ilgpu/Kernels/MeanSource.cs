using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The means of a map as a vector, from the channel sums that its writer left of each tile. Whoever needs a mean finishes
/// it for itself, always in the same order, which takes less time than one more launch.
/// </summary>
/// <param name="Pixels">Pixels of the map.</param>
/// <param name="Blocks">Blocks of 16 channels.</param>
internal sealed record MeanSource(long Pixels, int Blocks)
    : ConvolutionSource(Size2.Square(1), Size2.Square(1), Size2.Square(1), Size2.Square(1), default, Size2.Square(1))
{
    // Tiles whose sums a thread has under way at once.
    private const int Ahead = 4;

    public override string Name => $"Conv1x1OfMeans{N(Pixels)}x{N(Blocks * 16)}";

    public override string Summary => $"Convolution 1x1 of the means of {N(Pixels)} pixels, {N(Blocks * 16)} channels, from the sums of tiles";

    public override int Steps => Blocks;

    public override bool IsPlain => false;

    public override bool IsVector => true;

    public override void WritePixel(KernelWriter writer, string i, string pixel)
    {
        writer.Lines($"bool isPixel{i} = {pixel} < pixels;");
        writer.Lines($"int origin{i} = at.Sums + (({pixel}) * at.Other * {N(4 * Blocks)}) + lane;");
    }

    public override void WriteStep(KernelWriter writer, int groups) => writer.Lines("int offset = step * 4;");

    public override void WriteFetch(KernelWriter writer, string i) =>
        writer.Lines($"if ({IsInside(i)})\n{{\n    x{i} = {writer.Name}Mean(maps, origin{i} + offset, at.Other);\n}}\n");

    public override string IsInside(string i) => $"isPixel{i}";

    public override void WriteHelpers(KernelWriter writer)
    {
        writer.Lines("");
        writer.Lines($"private static Float4 {writer.Name}Mean(ArrayView<Float4> maps, int first, int tiles)");
        using (writer.Braces())
        {
            writer.Lines("Float4 sum = default;");
            WriteTiles(writer, "sum", "first", "tiles", N(4 * Blocks), "0", 1);
            writer.Lines($"return sum * {Numbers.Real(1.0 / Pixels)}f;");
        }
    }

    /// <summary>Adds up the sums of tiles, every <paramref name="lanes"/>-th from the <paramref name="first"/>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The variable to add to.</param>
    /// <param name="place">Where the first tile's sum is.</param>
    /// <param name="tiles">How many tiles there are.</param>
    /// <param name="quads">Fours of channels of a tile.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="lanes">How many threads share the tiles.</param>
    public static void WriteTiles(KernelWriter writer, string value, string place, string tiles, string quads, string first, int lanes)
    {
        writer.Lines($"int tile = {first};");
        writer.Lines($"for (; tile + {N((Ahead - 1) * lanes)} < {tiles}; tile += {N(Ahead * lanes)})");
        using (writer.Braces())
        {
            for (int i = 0; i < Ahead; i++)
            {
                writer.Lines($"Float4 s{N(i)} = maps[{place} + ({(i == 0 ? "tile" : $"(tile{Plus(i * lanes)})")} * {quads})];");
            }

            writer.Lines($"{value} += ({string.Join(") + (", Enumerable.Range(0, Ahead / 2).Select(i => $"s{N(2 * i)} + s{N((2 * i) + 1)}"))});");
        }

        writer.Lines($"\nfor (; tile < {tiles}; {(lanes == 1 ? "tile++" : $"tile += {N(lanes)}")})\n{{\n    {value} += maps[{place} + (tile * {quads})];\n}}\n");
    }
}
