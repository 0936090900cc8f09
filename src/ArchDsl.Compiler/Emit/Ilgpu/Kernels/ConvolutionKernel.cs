using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A convolution as a tiled matrix product over the input as it lies (implicit GEMM): filters × depth times depth × pixels,
/// the depth being 16 channels of one tap at a time. Weights and pixels of the next step are fetched while those of this
/// one are multiplied out of shared memory.
/// </summary>
internal sealed record ConvolutionKernel(ConvolutionSource Source, ConvolutionEpilogue Epilogue, ProductTile Tile) : GpuKernel
{
    /// <summary>Groups of the convolution, each a product of its own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Fours of filters of one group; 0 where there is one group, whose number is the launch's.</summary>
    public int GroupQuads { get; init; }

    /// <summary>Packed columns of 32 filters of one group.</summary>
    public int GroupColumns { get; init; }

    public override string Name => $"{Source.Name}{(Groups == 1 ? "" : $"In{N(Groups)}Groups")}{Epilogue.Name}By{N(Tile.Quads * 4)}x{N(Tile.Pixels)}";

    public override string Summary =>
        $"{Source.Summary}{(Groups == 1 ? "" : $", {N(Groups)} groups")}{Epilogue.Summary}: {N(Tile.Quads * 4)} filters × {N(Tile.Pixels)} pixels a group of threads, {N(Tile.QuadsOfThread * 4)} × {N(Tile.PixelsOfThread)} a thread"
        + (Tile.Slices == 1 ? "." : $", the depth in {N(Tile.Slices)} slices.");

    public override int Threads => Tile.Threads;

    public override GridShape Grid => Epilogue.Squeezes ? GridShape.SampleBySample : GridShape.Together;

    public override int WorkOfGroup => Tile.Pixels;

    public override int SharedBytes => 16 * SharedQuads;

    private int Steps => Source.Steps;

    private int BufferQuads => Tile.StepQuads * Tile.Slices;

    // The tile's sums of all slices but the first, and sums of the map, meet in the same shared memory when products are done.
    private int SharedQuads => Math.Max(
        2 * BufferQuads,
        Math.Max((Tile.Slices - 1) * Tile.SliceThreads * Accumulators, Epilogue.Squeezes ? Tile.Columns * Tile.Quads : 0));

    private int Accumulators => Tile.QuadsOfThread * Tile.PixelsOfThread;

    public override void WriteHelpers(KernelWriter writer)
    {
        Source.WriteHelpers(writer);
        Epilogue.WriteHelpers(writer);
    }

    public override void WriteBody(KernelWriter writer)
    {
        WritePlaces(writer);
        WriteFetchPlaces(writer);
        Declare(writer, "Float4", Sums(), " = default");
        writer.Lines($"for (int round = -1; round < {N((Steps + Tile.Slices - 1) / Tile.Slices)}; round++)");
        using (writer.Braces())
        {
            writer.Lines($"int step = {(Tile.Slices == 1 ? "round + 1" : $"((round + 1) * {N(Tile.Slices)}) + slice")};");
            Declare(writer, "Float4", Enumerable.Range(0, Tile.FilterFetches).Select(i => $"w{N(i)}"), " = default");
            Declare(writer, "Float4", Enumerable.Range(0, Tile.PixelFetches).Select(i => $"x{N(i)}"), " = default");
            writer.Lines($"if (step < {N(Steps)})");
            using (writer.Braces())
            {
                WriteFetches(writer);
            }

            writer.Lines("\nif (round >= 0)");
            using (writer.Braces())
            {
                WriteProducts(writer);
            }

            WriteShares(writer);
            writer.Lines("Group.Barrier();");
        }

        writer.Lines("");
        if (Tile.Slices > 1)
        {
            WriteSliceSums(writer);
        }

        WriteResults(writer);
    }

    private IEnumerable<string> Sums() =>
        from q in Enumerable.Range(0, Tile.QuadsOfThread) from p in Enumerable.Range(0, Tile.PixelsOfThread) select Sum(q, p);

    private static string Sum(int quad, int pixel) => $"sum{N(quad)}{N(pixel)}";

    private static void Declare(KernelWriter writer, string type, IEnumerable<string> names, string value)
    {
        string[] all = names.Select(n => n + value).ToArray();
        for (int i = 0; i < all.Length; i += 8)
        {
            writer.Lines($"{type} {string.Join(", ", all.Skip(i).Take(8))};");
        }
    }

    private void WritePlaces(KernelWriter writer)
    {
        writer.Lines("ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();");
        writer.Lines("ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();");
        writer.Lines($"ArrayView<Float4> shared = SharedMemory.Allocate<float>({N(4 * SharedQuads)}).AsAligned16().Cast<Float4>();");
        string thread = "Group.IdxX";
        if (Tile.Slices > 1)
        {
            writer.Lines($"int slice = Group.IdxX / {N(Tile.SliceThreads)};");
            writer.Lines($"int thread = Group.IdxX - (slice * {N(Tile.SliceThreads)});");
            thread = "thread";
        }
        else
        {
            writer.Lines("int thread = Group.IdxX;");
        }

        writer.Lines($"int row = {thread} / {N(Tile.Columns)};");
        writer.Lines($"int column = {thread} - (row * {N(Tile.Columns)});");
        writer.Lines($"int firstQuad = Grid.IdxY * {N(Tile.Quads)};");
        if (Grid == GridShape.Together)
        {
            writer.Lines($"int firstPixel = Grid.IdxX * {N(Tile.Pixels)};");
            writer.Lines($"int pixels = {Times("at.Samples", Source.OutPlane)};");
            return;
        }

        int tiles = (int)((Source.OutPlane + Tile.Pixels - 1) / Tile.Pixels);
        writer.Lines($"int sampleOfTile = Grid.IdxX / {N(tiles)};");
        writer.Lines($"int firstPixel = (sampleOfTile * {N(Source.OutPlane)}) + ((Grid.IdxX - (sampleOfTile * {N(tiles)})) * {N(Tile.Pixels)});");
        writer.Lines($"int pixels = (sampleOfTile + 1) * {N(Source.OutPlane)};");
    }

    // Where this thread's part of every step comes from and goes to.
    private void WriteFetchPlaces(KernelWriter writer)
    {
        writer.Lines("");
        string columns = GroupColumns == 0 ? "" : $"(Grid.IdxZ * {N(GroupColumns)}) + ";
        for (int i = 0; i < Tile.FilterFetches; i++)
        {
            writer.Lines($"int weight{N(i)} = thread{Plus(i * Tile.SliceThreads)};");
            writer.Lines($"int depth{N(i)} = weight{N(i)} / {N(Tile.Quads)};");
            writer.Lines($"int quad{N(i)} = firstQuad + weight{N(i)} - (depth{N(i)} * {N(Tile.Quads)});");
            writer.Lines($"int filter{N(i)} = at.Weights + (({columns}(quad{N(i)} / 8)) * {N(Steps * 128L)}) + (depth{N(i)} * 8) + (quad{N(i)} % 8);");
        }

        writer.Lines("");
        writer.Lines("int lane = thread % 4;");
        for (int i = 0; i < Tile.PixelFetches; i++)
        {
            writer.Lines($"int pixel{N(i)} = (thread / 4){Plus(i * Tile.SliceThreads / 4)};");
            Source.WritePixel(writer, N(i), $"firstPixel + pixel{N(i)}");
        }

        writer.Lines("");
    }

    private void WriteFetches(KernelWriter writer)
    {
        for (int i = 0; i < Tile.FilterFetches; i++)
        {
            writer.Lines($"w{N(i)} = filters[filter{N(i)} + (step * 128)];");
        }

        Source.WriteStep(writer, Groups);
        for (int i = 0; i < Tile.PixelFetches; i++)
        {
            Source.WriteFetch(writer, N(i));
        }
    }

    private void WriteProducts(KernelWriter writer)
    {
        string slice = Tile.Slices == 1 ? "" : $" + (slice * {N(Tile.StepQuads)})";
        writer.Lines($"int tile = ((round & 1) * {N(BufferQuads)}){slice};");
        writer.Lines($"int filterRow = tile + row;");
        writer.Lines($"int pixelRow = tile + {N(16 * Tile.Quads)} + (column * {N(ProductTile.RowQuads)});");
        writer.Lines("for (int k = 0; k < 4; k++)");
        using (writer.Braces())
        {
            for (int q = 0; q < Tile.QuadsOfThread; q++)
            {
                for (int d = 0; d < 4; d++)
                {
                    writer.Lines($"Float4 f{N(q)}{N(d)} = shared[filterRow{Plus((d * Tile.Quads) + (q * Tile.Rows))}];");
                }
            }

            for (int p = 0; p < Tile.PixelsOfThread; p++)
            {
                writer.Lines($"Float4 p{N(p)} = shared[pixelRow{Plus(p * Tile.Columns * ProductTile.RowQuads)}];");
                for (int q = 0; q < Tile.QuadsOfThread; q++)
                {
                    string f = $"f{N(q)}";
                    writer.Lines($"{Sum(q, p)} = Float4.MultiplyAdd({f}0, {f}1, {f}2, {f}3, p{N(p)}, {Sum(q, p)});");
                }
            }

            writer.Lines($"filterRow += {N(4 * Tile.Quads)};");
            writer.Lines("pixelRow += 1;");
        }
    }

    private void WriteShares(KernelWriter writer)
    {
        string slice = Tile.Slices == 1 ? "" : $" + (slice * {N(Tile.StepQuads)})";
        writer.Lines($"int next = (((round + 1) & 1) * {N(BufferQuads)}){slice};");
        for (int i = 0; i < Tile.FilterFetches; i++)
        {
            writer.Lines($"shared[next + weight{N(i)}] = w{N(i)};");
        }

        for (int i = 0; i < Tile.PixelFetches; i++)
        {
            writer.Lines($"shared[next + {N(16 * Tile.Quads)} + (pixel{N(i)} * {N(ProductTile.RowQuads)}) + lane] = x{N(i)};");
        }
    }

    private void WriteSliceSums(KernelWriter writer)
    {
        writer.Lines("if (slice > 0)");
        using (writer.Braces())
        {
            writer.Lines($"int mine = (slice - 1) * {N(Tile.SliceThreads * Accumulators)};");
            int n = 0;
            foreach (string sum in Sums())
            {
                writer.Lines($"shared[mine + thread{Plus(n++ * Tile.SliceThreads)}] = {sum};");
            }
        }

        writer.Lines("\nGroup.Barrier();");
        writer.Lines("if (slice == 0)");
        using (writer.Braces())
        {
            for (int s = 0; s + 1 < Tile.Slices; s++)
            {
                int n = s * Accumulators;
                foreach (string sum in Sums())
                {
                    writer.Lines($"{sum} += shared[thread{Plus(n++ * Tile.SliceThreads)}];");
                }
            }
        }

        writer.Lines("");
    }

    private void WriteResults(KernelWriter writer)
    {
        if (Tile.Slices > 1 && !Epilogue.Squeezes)
        {
            writer.Lines("if (slice > 0)\n{\n    return;\n}\n");
        }

        string active = Tile.Slices > 1 && Epilogue.Squeezes ? "slice == 0 && " : "";
        for (int q = 0; q < Tile.QuadsOfThread; q++)
        {
            string quad = $"firstQuad + row{Plus(q * Tile.Rows)}";
            writer.Lines($"int filterQuad{N(q)} = {quad};");
            string limit = GroupQuads == 0 ? "at.Quads" : N(GroupQuads);
            writer.Lines($"bool isFilter{N(q)} = {active}filterQuad{N(q)} < {limit};");
            if (Epilogue.HasBias)
            {
                string columns = GroupColumns == 0 ? "" : $" + (Grid.IdxZ * {N(GroupColumns * 8)})";
                writer.Lines($"Float4 bias{N(q)} = filters[at.Bias + filterQuad{N(q)}{columns}];");
            }

            string target = GroupQuads == 0 ? $"filterQuad{N(q)}" : $"(Grid.IdxZ * {N(GroupQuads)}) + filterQuad{N(q)}";
            if (Epilogue.Squeezes)
            {
                writer.Lines($"Float4 total{N(q)} = default;");
            }

            for (int p = 0; p < Tile.PixelsOfThread; p++)
            {
                string value = Epilogue.HasBias ? $"{Sum(q, p)} + bias{N(q)}" : Sum(q, p);
                string pixel = $"firstPixel + column{Plus(p * Tile.Columns)}";
                writer.Lines($"{(Epilogue.Squeezes ? $"total{N(q)} += " : "")}{writer.Name}Store({Epilogue.Memory}, at, isFilter{N(q)} && {pixel} < pixels, {pixel}, {target}, {value});");
            }
        }

        if (Epilogue.Squeezes)
        {
            WriteSqueeze(writer);
        }
    }

    // Sums over the tile's pixels, in a fixed order: across threads through shared memory.
    private void WriteSqueeze(KernelWriter writer)
    {
        string active = Tile.Slices > 1 ? "slice == 0 && " : "";
        writer.Lines("\nGroup.Barrier();");
        for (int q = 0; q < Tile.QuadsOfThread; q++)
        {
            string store = $"shared[((row{Plus(q * Tile.Rows)}) * {N(Tile.Columns)}) + column] = total{N(q)};";
            writer.Lines(Tile.Slices > 1 ? $"if (slice == 0)\n{{\n    {store}\n}}\n" : store);
        }

        string target = GroupQuads == 0 ? "quad" : $"(Grid.IdxZ * {N(GroupQuads)}) + quad";
        string limit = GroupQuads == 0 ? "at.Quads" : N(GroupQuads);
        writer.Lines($$"""
            Group.Barrier();
            int summed = thread;
            if ({{active}}summed < {{N(Tile.Quads)}} && firstQuad + summed < {{limit}})
            {
                int quad = firstQuad + summed;
                Float4 total = shared[summed * {{N(Tile.Columns)}}];
                for (int i = 1; i < {{N(Tile.Columns)}}; i++)
                {
                    total += shared[(summed * {{N(Tile.Columns)}}) + i];
                }

                maps[at.Sums + (Grid.IdxX * at.Quads) + {{target}}] = total;
            }
            """);
    }

    private static string Plus(int number) => number == 0 ? "" : $" + {N(number)}";
}
