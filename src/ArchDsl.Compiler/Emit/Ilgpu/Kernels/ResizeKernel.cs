using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Nearest neighbour: row y of the result is row ⌊y · height / result's height⌋; columns alike.</summary>
internal sealed record ResizeKernel(Size2 From, Size2 To) : MapKernel(To.Area)
{
    protected override string What => $"Resize{From}To{To}";

    protected override string Description => $"Nearest neighbours of {From} as {To}";

    protected override void WriteValue(KernelWriter writer)
    {
        WritePixel(writer);
        writer.Lines($"int y = pixel / {N(To.Width)};\nint x = pixel % {N(To.Width)};");
        writer.Lines($"int from = ({Times(Scaled("y", From.Height, To.Height), From.Width)}) + {Scaled("x", From.Width, To.Width)};");
        string block = Plane == 1 ? $"element / 4 * {N(4 * From.Area)}" : $"element / {N(4 * Plane)} * {N(4 * From.Area)}";
        writer.Lines($"Float4 value = maps[begin + at.Source + ({block}) + (from * 4) + (element % 4)];");
    }

    private static string Scaled(string number, int from, int to) =>
        from == to ? number
        : from % to == 0 ? $"({Times(number, from / to)})"
        : to % from == 0 ? $"({number} / {N(to / from)})"
        : $"({number} * {N(from)} / {N(to)})";
}
