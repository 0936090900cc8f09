using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>One number a channel: a group of threads for each sample and block of 16 channels.</summary>
/// <param name="Plane">Pixels of the map.</param>
/// <param name="Kind">The largest number or the mean.</param>
/// <param name="FromSums">Whether it reads the channel sums that the map's writer left of each tile, and not the map.</param>
internal sealed record GlobalPoolKernel(long Plane, PoolKind Kind, bool FromSums) : GpuKernel
{
    public override string Name => FromSums ? $"MeanOf{N(Plane)}FromSums" : $"Global{(IsMax ? "Max" : "Mean")}Of{N(Plane)}";

    public override string Summary => FromSums
        ? $"Mean of {N(Plane)} pixels from the sums of tiles: 16 channels a group of threads."
        : $"Global {(IsMax ? "maximum" : "mean")} of {N(Plane)} pixels: 16 channels a group of threads.";

    public override int Threads
    {
        get
        {
            int threads = FromSums ? 128 : 32;
            while (!FromSums && threads < 4 * Plane && threads < 256)
            {
                threads *= 2;
            }

            return threads;
        }
    }

    public override GridShape Grid => GridShape.SampleRows;

    public override int WorkOfGroup => 1;

    private bool IsMax => Kind == PoolKind.Max;

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
        writer.Lines(FromSums
            ? $$"""
                int first = at.Sums + (sample * at.Other * at.Quads) + (block * 4) + (thread % 4);
                for (int tile = thread / 4; tile < at.Other; tile += {{N(Threads / 4)}})
                {
                    value += maps[first + (tile * at.Quads)];
                }

                """
            : $$"""
                int first = at.Source + (sample * at.Arena) + (block * {{N(4 * Plane)}});
                for (int i = thread; i < {{N(4 * Plane)}}; i += {{N(Threads)}})
                {
                    {{(IsMax ? "value = Float4.Max(value, maps[first + i]);" : "value += maps[first + i];")}}
                }

                """);
        LaneTree.Write(writer, Threads, 4, ["value"], IsMax);
        writer.Lines($$"""
            if (thread < 4)
            {
                maps[at.Target + (sample * at.Arena) + (block * 4) + thread] = shared[thread]{{(IsMax ? "" : $" * {Numbers.Real(1.0 / Plane)}f")}};
            }
            """);
    }
}
