using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>One number a channel: a group of threads for each sample and block of 16 channels.</summary>
/// <param name="Plane">Pixels of the map.</param>
/// <param name="Kind">The largest number or the mean.</param>
/// <param name="Source">The map; null for the channel sums that the map's writer left of each tile.</param>
internal sealed record GlobalPoolKernel(long Plane, PoolKind Kind, LaneSource? Source) : GpuKernel
{
    public override string Name => Source is null ? $"MeanOf{N(Plane)}FromSums" : $"{Source.Name}Global{(IsMax ? "Max" : "Mean")}Of{N(Plane)}";

    public override string Summary => Source is null
        ? $"Mean of {N(Plane)} pixels from the sums of tiles: 16 channels a group of threads."
        : $"Global {(IsMax ? "maximum" : "mean")} of {N(Plane)} pixels{Source.Summary}: 16 channels a group of threads.";

    public override int Threads
    {
        get
        {
            int threads = Source is null ? 128 : 32;
            while (Source is not null && threads < 4 * Plane && threads < 256)
            {
                threads *= 2;
            }

            return threads;
        }
    }

    public override int SharedBytes => 16 * Threads;

    public override GridShape Grid => GridShape.SampleRows;

    public override int WorkOfGroup => 1;

    private bool IsMax => Kind == PoolKind.Max;

    public override void WriteHelpers(KernelWriter writer) => Source?.WriteHelpers(writer);

    public override void WriteBody(KernelWriter writer)
    {
        writer.Lines($$"""
            ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();
            ArrayView<Float4> shared = SharedMemory.Allocate<float>({{N(4 * Threads)}}).AsAligned16().Cast<Float4>();
            int thread = Group.IdxX;
            int block = Grid.IdxX;
            int sample = Grid.IdxY;
            Float4 value = {{(IsMax ? "Float4.All(float.NegativeInfinity)" : "default")}};
            """);
        if (Source is null)
        {
            WriteTiles(writer);
        }
        else
        {
            WritePixels(writer, Source);
        }

        LaneTree.Write(writer, Threads, 4, ["value"], IsMax);
        writer.Lines($$"""
            if (thread < 4)
            {
                maps[at.Target + (sample * at.Arena) + (block * 4) + thread] = shared[thread]{{(IsMax ? "" : $" * {Numbers.Real(1.0 / Plane)}f")}};
            }
            """);
    }

    private void WriteTiles(KernelWriter writer) => writer.Lines($$"""
        int first = at.Sums + (sample * at.Other * at.Quads) + (block * 4) + (thread % 4);
        for (int tile = thread / 4; tile < at.Other; tile += {{N(Threads / 4)}})
        {
            value += maps[first + (tile * at.Quads)];
        }

        """);

    private void WritePixels(KernelWriter writer, LaneSource source)
    {
        writer.Lines("int begin = sample * at.Arena;\nint quad = (block * 4) + (thread % 4);");
        source.WriteBegin(writer, "begin", "quad", "at.Quads");
        writer.Lines($"for (int pixel = thread / 4; pixel < {N(Plane)}; pixel += {N(Threads / 4)})");
        using (writer.Braces())
        {
            string tap = source.Tap(writer, "(pixel * 4)");
            writer.Lines(IsMax ? $"value = Float4.Max(value, {tap});" : $"value += {tap};");
        }

        writer.Lines("");
    }
}
