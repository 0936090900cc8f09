using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Products in FP32: every thread keeps its sums in registers, four filters of a pixel each.</summary>
internal static class ScalarProducts
{
    /// <summary>Declares the sums.</summary>
    public static void Begin(KernelWriter writer, ProductTile tile) => writer.Declare("Float4", tile.Sums(), " = default");

    /// <summary>Multiplies the step in shared memory at <c>tile</c>.</summary>
    public static void Step(KernelWriter writer, ProductTile tile)
    {
        writer.Lines("int filterRow = tile + row;");
        writer.Lines($"int pixelRow = tile + {N(tile.FilterQuads)} + (column * {N(ProductTile.PixelRow)});");
        writer.Lines("for (int k = 0; k < 4; k++)");
        using (writer.Braces())
        {
            for (int q = 0; q < tile.QuadsOfThread; q++)
            {
                for (int d = 0; d < 4; d++)
                {
                    writer.Lines($"Float4 f{N(q)}{N(d)} = shared[filterRow{Plus((d * tile.FilterRow) + (q * tile.Rows))}];");
                }
            }

            for (int p = 0; p < tile.PixelsOfThread; p++)
            {
                writer.Lines($"Float4 p{N(p)} = shared[pixelRow{Plus(p * tile.Columns * ProductTile.PixelRow)}];");
                for (int q = 0; q < tile.QuadsOfThread; q++)
                {
                    string f = $"f{N(q)}";
                    string sum = ProductTile.Sum(q, p);
                    writer.Lines($"{sum} = Float4.MultiplyAdd({f}0, {f}1, {f}2, {f}3, p{N(p)}, {sum});");
                }
            }

            writer.Lines($"filterRow += {N(4 * tile.FilterRow)};");
            writer.Lines("pixelRow += 1;");
        }
    }

    /// <summary>Adds the sums of all slices up in those of the first.</summary>
    public static void End(KernelWriter writer, ProductTile tile)
    {
        if (tile.Slices == 1)
        {
            return;
        }

        int sums = tile.QuadsOfThread * tile.PixelsOfThread;
        writer.Lines("if (slice > 0)");
        using (writer.Braces())
        {
            writer.Lines($"int mine = (slice - 1) * {N(tile.SliceThreads * sums)};");
            writer.Lines(string.Join("\n", tile.Sums().Select((sum, n) => $"shared[mine + thread{Plus(n * tile.SliceThreads)}] = {sum};")));
        }

        writer.Lines("\nGroup.Barrier();");
        writer.Lines("if (slice == 0)");
        using (writer.Braces())
        {
            for (int s = 0; s + 1 < tile.Slices; s++)
            {
                int first = s * sums;
                writer.Lines(string.Join("\n", tile.Sums().Select((sum, n) => $"{sum} += shared[thread{Plus((first + n) * tile.SliceThreads)}];")));
            }
        }

        writer.Lines("");
    }
}
