using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// Products in TF32 on tensor cores, by inline PTX: <c>mma.sync.m16n8k8</c> with pixels as rows and filters as columns.
/// Sums stay in registers that the PTX declares itself; at the end they pass through shared memory to the threads that
/// write them. Weights are rounded to TF32 when they are packed, pixels as they are read.
/// </summary>
internal static class TensorProducts
{
    /// <summary>ILGPU's name for the first shared allocation of a kernel; nothing of its own hands out that address.</summary>
    public const string Shared = "__shared_alloca0";

    private const int QuadBytes = 16;

    /// <summary>Declares the sums and the places of the warp's first fragments.</summary>
    public static void Begin(KernelWriter writer, ProductTile tile)
    {
        WarpTiles warps = tile.Warps!;
        writer.Emit("Zeros" + tile.Name, () => Zeros(warps));
        writer.Lines("int lane4 = thread % 4;");
        writer.Lines("int lane8 = thread / 4 % 8;");
        string warp = tile.SliceThreads == 32 ? "0" : "(thread / 32)";
        string along = warps.AlongPixels == 1 ? "0" : warps.AlongFilters == 1 ? warp : $"({warp} % {N(warps.AlongPixels)})";
        string across = warps.AlongFilters == 1 ? "0" : $"({warp} / {N(warps.AlongPixels)})";
        writer.Lines($"int warpPixel = {Sum(along == "0" ? "0" : $"({along} * {N(warps.Pixels)})", "lane8")};");
        writer.Lines($"int warpFilter = {Sum(across == "0" ? "0" : $"({across} * {N(warps.Filters)})", "lane8")};");
    }

    /// <summary>Multiplies the step in shared memory at <c>tile</c>: twice 8 of its depth.</summary>
    public static void Step(KernelWriter writer, ProductTile tile)
    {
        writer.Lines($"int pixelBytes = ((tile + {N(tile.FilterQuads)} + (warpPixel * {N(ProductTile.PixelRow)})) * {N(QuadBytes)}) + (lane4 * 4);");
        writer.Lines($"int filterBytes = ((tile + (lane4 * {N(tile.FilterRow)})) * {N(QuadBytes)}) + (warpFilter * 4);");
        writer.Lines("for (int half = 0; half < 2; half++)");
        using (writer.Braces())
        {
            writer.Emit("Products" + tile.Name, () => Fragments(tile), "pixelBytes", "filterBytes");
            writer.Lines($"pixelBytes += 32;\nfilterBytes += {N(8 * tile.FilterRow * QuadBytes)};");
        }
    }

    /// <summary>Hands the sums over: each slice's pixels × filters into shared memory, from there to the threads of the first.</summary>
    public static void End(KernelWriter writer, ProductTile tile)
    {
        string slice = tile.Slices == 1 ? "" : $"(slice * {N(tile.ResultQuads * QuadBytes)}) + ";
        writer.Lines($"int resultBytes = {slice}(warpPixel * {N(tile.FilterRow * QuadBytes)}) + ((warpFilter - lane8 + (lane4 * 2)) * 4);");
        writer.Emit("Results" + tile.Name, () => Stores(tile), "resultBytes");
        writer.Lines("Group.Barrier();");
        writer.Declare("Float4", tile.Sums(), " = default");
        if (tile.Slices > 1)
        {
            writer.Lines("if (slice == 0)");
            using (writer.Braces())
            {
                TakeOver(writer, tile);
            }
        }
        else
        {
            TakeOver(writer, tile);
        }

        writer.Lines("");
    }

    private static void TakeOver(KernelWriter writer, ProductTile tile)
    {
        for (int s = 0; s < tile.Slices; s++)
        {
            for (int q = 0; q < tile.QuadsOfThread; q++)
            {
                for (int p = 0; p < tile.PixelsOfThread; p++)
                {
                    int at = (s * tile.ResultQuads) + (p * tile.Columns * tile.FilterRow) + (q * tile.Rows);
                    writer.Lines($"{ProductTile.Sum(q, p)} += shared[(column * {N(tile.FilterRow)}) + row{Plus(at)}];");
                }
            }
        }
    }

    // Declares the sums of a warp.
    private static string Zeros(WarpTiles warps)
    {
        int count = 4 * warps.PixelFragments * warps.FilterFragments;
        IEnumerable<string> zeros = Enumerable.Range(0, count / 4).Select(i => string.Join(" ", Enumerable.Range(4 * i, 4).Select(n => $"mov.f32 sum{N(n)}, 0f00000000;")));
        return $".reg .f32 sum<{N(count)}>;\n{string.Join("\n", zeros)}";
    }

    // A warp's sums, pixel by pixel, from %0 on.
    private static string Stores(ProductTile tile)
    {
        WarpTiles warps = tile.Warps!;
        var stores = new List<string> { $"{{ .reg .b32 at; mov.u32 at, {Shared}; add.u32 at, at, %0;" };
        for (int p = 0; p < warps.PixelFragments; p++)
        {
            for (int f = 0; f < warps.FilterFragments; f++)
            {
                int sum = 4 * ((p * warps.FilterFragments) + f);
                int at = (p * 16 * tile.FilterRow * QuadBytes) + (f * 32);
                stores.Add($"st.shared.v2.f32 [at+{N(at)}], {{sum{N(sum)}, sum{N(sum + 1)}}};");
                stores.Add($"st.shared.v2.f32 [at+{N(at + (8 * tile.FilterRow * QuadBytes))}], {{sum{N(sum + 2)}, sum{N(sum + 3)}}};");
            }
        }

        stores.Add("}");
        return string.Join("\n", stores);
    }

    // All products of 8 of the depth: fragments of pixels (16 × 8) times fragments of filters (8 × 8).
    private static string Fragments(ProductTile tile)
    {
        WarpTiles warps = tile.Warps!;
        int pixels = 4 * warps.PixelFragments;
        int filters = 2 * warps.FilterFragments;
        var lines = new List<string>
        {
            $"{{ .reg .b32 a<{N(pixels)}>, b<{N(filters)}>, pixel, filter; .reg .f32 x;",
            $"mov.u32 pixel, {Shared}; add.u32 filter, pixel, %1; add.u32 pixel, pixel, %0;",
        };
        int row = ProductTile.PixelRow * QuadBytes;
        for (int i = 0; i < pixels; i++)
        {
            int at = (((i / 4 * 16) + (i % 2 * 8)) * row) + (i % 4 / 2 * 16);
            lines.Add($"ld.shared.f32 x, [pixel+{N(at)}]; cvt.rna.tf32.f32 a{N(i)}, x;");
        }

        for (int i = 0; i < filters; i++)
        {
            int at = (i % 2 * 4 * tile.FilterRow * QuadBytes) + (i / 2 * 32);
            lines.Add($"ld.shared.b32 b{N(i)}, [filter+{N(at)}];");
        }

        for (int p = 0; p < warps.PixelFragments; p++)
        {
            for (int f = 0; f < warps.FilterFragments; f++)
            {
                int sum = 4 * ((p * warps.FilterFragments) + f);
                string sums = $"{{sum{N(sum)}, sum{N(sum + 1)}, sum{N(sum + 2)}, sum{N(sum + 3)}}}";
                string a = $"{{a{N(4 * p)}, a{N((4 * p) + 1)}, a{N((4 * p) + 2)}, a{N((4 * p) + 3)}}}";
                lines.Add($"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {sums}, {a}, {{b{N(2 * f)}, b{N((2 * f) + 1)}}}, {sums};");
            }
        }

        lines.Add("}");
        return string.Join("\n", lines);
    }
}
