using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A matrix times a few vectors: a linear layer, or a pointwise convolution of 1x1 maps, at a small batch. What counts is
/// that weights are read once and by many threads at a time, so a group computes eight filters with the whole depth spread
/// over its threads. Weights lie as tiled products read them.
/// </summary>
/// <param name="Source">Vectors.</param>
/// <param name="Epilogue">What is done to the sums.</param>
/// <param name="Vectors">Samples a group.</param>
internal sealed record VectorProductKernel(ConvolutionSource Source, ConvolutionEpilogue Epilogue, int Vectors) : GpuKernel
{
    /// <summary>Fours of filters a group: as many as make whole sectors of memory.</summary>
    public const int Quads = 2;

    public override string Name => $"{Source.Name}{Epilogue.Name}ByVectors{N(Vectors)}";

    public override string Summary => $"{Source.Summary}{Epilogue.Summary}: {N(4 * Quads)} filters of {N(Vectors)} {(Vectors == 1 ? "sample" : "samples")} a group of threads, which share the depth.";

    public override int Threads
    {
        get
        {
            int threads = 32;
            while (threads < 256 && threads < 4 * Quads * Source.Steps)
            {
                threads *= 2;
            }

            return threads;
        }
    }

    public override int SharedBytes => 16 * Threads * Vectors;

    public override GridShape Grid => GridShape.Together;

    public override int WorkOfGroup => Vectors;

    private IEnumerable<int> All => Enumerable.Range(0, Vectors);

    private IReadOnlyList<string> Sums => All.Select(i => $"sum{N(i)}").ToArray();

    public override void WriteHelpers(KernelWriter writer)
    {
        Source.WriteHelpers(writer);
        Epilogue.WriteHelpers(writer);
    }

    public override void WriteBody(KernelWriter writer)
    {
        writer.Lines($$"""
            ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();
            ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();
            ArrayView<Float4> shared = SharedMemory.Allocate<float>({{N(4 * Threads * Vectors)}}).AsAligned16().Cast<Float4>();
            int thread = Group.IdxX;
            int quad = (Grid.IdxY * {{N(Quads)}}) + (thread % {{N(Quads)}});
            int lane = thread / {{N(Quads)}} % 4;
            int firstPixel = Grid.IdxX * {{N(Vectors)}};
            int pixels = at.Samples;
            int filter = at.Weights + ((quad / 8) * {{N(Source.Steps * 128L)}}) + (lane * 32) + (quad % 8);
            """);
        foreach (int i in All)
        {
            Source.WritePixel(writer, N(i), $"firstPixel{Plus(i)}");
        }

        writer.Declare("Float4", Sums, " = default");
        writer.Lines($"for (int step = thread / {N(4 * Quads)}; step < {N(Source.Steps)}; step += {N(Threads / (4 * Quads))})");
        using (writer.Braces())
        {
            for (int i = 0; i < 4; i++)
            {
                writer.Lines($"Float4 w{N(i)} = filters[filter + (step * 128){Plus(8 * i)}];");
            }

            Source.WriteStep(writer, groups: 1);
            writer.Declare("Float4", All.Select(i => $"x{N(i)}"), " = default");
            foreach (int i in All)
            {
                Source.WriteFetch(writer, N(i));
            }

            writer.Lines(string.Join("\n", All.Select(i => $"{Sums[i]} = Float4.MultiplyAdd(w0, w1, w2, w3, x{N(i)}, {Sums[i]});")));
        }

        writer.Lines("");
        LaneTree.Write(writer, Threads, Quads, Sums);
        string place = Vectors == 1 ? "thread" : $"(vector * {N(Threads)}) + (thread % {N(Quads)})";
        writer.Lines($"if (thread < {N(Quads * Vectors)})");
        using (writer.Braces())
        {
            writer.Lines(Vectors == 1 ? "int pixel = firstPixel;" : $"int vector = thread / {N(Quads)};\nint pixel = firstPixel + vector;");
            writer.Lines($"{writer.Name}Store({Epilogue.Memory}, at, quad < at.Quads && pixel < pixels, pixel, quad, shared[{place}]{(Epilogue.HasBias ? " + filters[at.Bias + quad]" : "")});");
        }
    }
}
