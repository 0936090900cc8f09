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
    // 48 KiB, what every CUDA device has without asking.
    private const int MaxSharedQuads = 3072;

    /// <summary>Groups of the convolution, each a product of its own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Fours of filters of one group; 0 where there is one group, whose number is the launch's.</summary>
    public int GroupQuads { get; init; }

    /// <summary>Packed columns of 32 filters of one group.</summary>
    public int GroupColumns { get; init; }

    public override string Name => $"{Source.Name}{(Groups == 1 ? "" : $"In{N(Groups)}Groups")}{Epilogue.Name}By{Tile.Name}{(OnTensorCores ? "Tf32" : "")}";

    public override string Summary =>
        $"{Source.Summary}{(Groups == 1 ? "" : $", {N(Groups)} groups")}{Epilogue.Summary}: {N(Tile.Quads * 4)} filters × {N(Tile.Pixels)} pixels a group of threads, {(OnTensorCores ? "TF32 on tensor cores" : $"{N(Tile.QuadsOfThread * 4)} × {N(Tile.PixelsOfThread)} a thread")}"
        + (Tile.Slices == 1 ? "." : $", the depth in {N(Tile.Slices)} slices.");

    public override int Threads => Tile.Threads;

    public override GridShape Grid => Epilogue.Squeezes ? GridShape.SampleBySample : GridShape.Together;

    public override int WorkOfGroup => Tile.Pixels;

    public override int SharedBytes => 16 * SharedQuads;

    /// <summary>Steps along the depth.</summary>
    public int Steps => Source.Steps;

    /// <summary>Rounds of all slices.</summary>
    public int Rounds => (Steps + Tile.Slices - 1) / Tile.Slices;

    /// <summary>Shared fours of one step of all slices.</summary>
    public int BufferQuads => Tile.StepQuads * Tile.Slices;

    /// <summary>How many steps shared memory holds.</summary>
    public int Buffers => Streams && 3 * BufferQuads <= MaxSharedQuads ? 3 : 2;

    // The tile's sums of all slices but the first, and sums of the map, meet in the same shared memory when products are done.
    private int SharedQuads => Math.Max(Buffers * BufferQuads, Math.Max(Tile.ExchangeQuads, Epilogue.Squeezes ? Tile.Columns * Tile.Quads : 0));

    private bool OnTensorCores => Tile.Warps is not null;

    // What has to be computed before it is multiplied passes through registers.
    private bool Streams => OnTensorCores && Source.IsPlain;

    public override void WriteHelpers(KernelWriter writer)
    {
        Source.WriteHelpers(writer);
        Epilogue.WriteHelpers(writer);
    }

    public override void WriteBody(KernelWriter writer)
    {
        WritePlaces(writer);
        WriteFetchPlaces(writer);
        if (OnTensorCores)
        {
            TensorProducts.Begin(writer, Tile);
        }
        else
        {
            ScalarProducts.Begin(writer, Tile);
        }

        if (Streams)
        {
            StreamedLoop.Write(writer, this);
        }
        else
        {
            StagedLoop.Write(writer, this);
        }

        if (OnTensorCores)
        {
            TensorProducts.End(writer, Tile);
        }
        else
        {
            ScalarProducts.End(writer, Tile);
        }

        WriteResults(writer);
    }

    /// <summary>Declares where in shared memory a round's buffer is.</summary>
    public void WriteBuffer(KernelWriter writer, string name, string number) =>
        writer.Lines($"int {name} = ({number} * {N(BufferQuads)}){(Tile.Slices == 1 ? "" : $" + (slice * {N(Tile.StepQuads)})")};");

    /// <summary>Declares <c>step</c>, so many rounds ahead.</summary>
    public void WriteStepNumber(KernelWriter writer, int ahead) =>
        writer.Lines($"int step = {(Tile.Slices == 1 ? $"round + {N(ahead)}" : $"((round + {N(ahead)}) * {N(Tile.Slices)}) + slice")};");

    /// <summary>Multiplies the step at <c>tile</c> of shared memory.</summary>
    public void WriteProducts(KernelWriter writer)
    {
        if (OnTensorCores)
        {
            TensorProducts.Step(writer, Tile);
        }
        else
        {
            ScalarProducts.Step(writer, Tile);
        }
    }

    /// <summary>Where one of a thread's weights goes, counted from a buffer's begin: rows may be further apart than they are long.</summary>
    public string FilterPlace(int i) =>
        $"weight{N(i)}{(Tile.FilterRow == Tile.Quads ? "" : $" + (depth{N(i)} * {N(Tile.FilterRow - Tile.Quads)})")}";

    /// <summary>Where four channels of one of a thread's pixels go.</summary>
    public string PixelPlace(int i) => $"{N(Tile.FilterQuads)} + (pixel{N(i)} * {N(ProductTile.PixelRow)}) + lane";

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
                string value = Epilogue.HasBias ? $"{ProductTile.Sum(q, p)} + bias{N(q)}" : ProductTile.Sum(q, p);
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
}
