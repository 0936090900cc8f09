using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// Group normalisation: a group of threads for each group of channels of each sample. The mean comes first, then the
/// variance around it, since squares of large numbers would cancel; each time threads sum every so many-th number.
/// </summary>
/// <param name="Plane">Pixels of a map.</param>
/// <param name="Channels">Channels of the map.</param>
/// <param name="Groups">Groups of neighbouring channels.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Activation">Applied last.</param>
internal sealed record GroupNormKernel(long Plane, int Channels, int Groups, double Epsilon, Activation? Activation) : GpuKernel
{
    public override string Name => $"GroupNorm{NameOf(Activation)}Of{N(Plane)}x{N(Channels)}In{N(Groups)}";

    public override string Summary =>
        $"Norm of {N(Channels)} channels of {N(Plane)} pixels in {N(Groups)} groups{(Activation is null ? "" : $", {Activation.Kind}")}: {N(Width)} channels of a sample a group of threads.";

    public override int Threads => Count > 128 ? 256 : Count > 64 ? 128 : Count > 32 ? 64 : 32;

    public override int SharedBytes => 4 * Threads;

    public override GridShape Grid => GridShape.SampleRows;

    /// <summary>Work counts groups of channels.</summary>
    public override int WorkOfGroup => 1;

    /// <summary>Channels of a group.</summary>
    private int Width => Channels / Groups;

    private long Count => Width * Plane;

    public override void WriteBody(KernelWriter writer)
    {
        writer.Lines($"ArrayView<float> shared = SharedMemory.Allocate<float>({N(Threads)});");
        writer.Lines("int thread = Group.IdxX;\nint origin = Grid.IdxY * at.Arena * 4;");
        writer.Lines($"int first = {Times("Grid.IdxX", Width)};");
        WriteMean(writer, "mean", "x");
        writer.Lines("Group.Barrier();");
        WriteMean(writer, "variance", "(x - mean) * (x - mean)");
        writer.Lines($"\nfloat factor = 1f / MathF.Sqrt(variance + {Numbers.Real(Epsilon)}f);");
        WriteResults(writer);
        WritePads(writer);
    }

    public override void WriteHelpers(KernelWriter writer)
    {
        writer.Lines("");
        writer.Lines($"private static int {writer.Name}Slot(int target, int slot, int pixel) => target + (slot / 16 * {N(16 * Plane)}) + (pixel * 16) + (slot % 16);");
    }

    // Channels of a pixel are neighbours in memory, so they are those of neighbouring threads.
    private void WriteEach(KernelWriter writer)
    {
        writer.Lines(Width == 1 ? "int channel = first;\nint pixel = i;" : $"int channel = first + (i % {N(Width)});\nint pixel = i / {N(Width)};");
        writer.Lines("float x = arena[origin + tables[at.Table + channel] + (pixel * 16)];");
    }

    private void WriteMean(KernelWriter writer, string name, string term)
    {
        string sum = name == "mean" ? "sum" : "squares";
        writer.Lines($"\nfloat {sum} = 0f;");
        writer.Lines($"for (int i = thread; i < {N(Count)}; i += {N(Threads)})");
        using (writer.Braces())
        {
            WriteEach(writer);
            writer.Lines($"{sum} += {term};");
        }

        writer.Lines($"\nshared[thread] = {sum};\nGroup.Barrier();");
        writer.Lines($"for (int half = {N(Threads / 2)}; half > 0; half /= 2)");
        using (writer.Braces())
        {
            writer.Lines("if (thread < half)\n{\n    shared[thread] += shared[thread + half];\n}\n\nGroup.Barrier();");
        }

        writer.Lines($"\nfloat {name} = shared[0] / {N(Count)}f;");
    }

    private void WriteResults(KernelWriter writer)
    {
        writer.Lines("int target = origin + (at.Target * 4);");
        writer.Lines($"for (int i = thread; i < {N(Count)}; i += {N(Threads)})");
        using (writer.Braces())
        {
            WriteEach(writer);
            writer.Lines("float scale = weights[(at.Norm * 4) + channel] * factor;\nfloat shift = weights[((at.Norm + at.Quads) * 4) + channel];");
            writer.Lines($"arena[{writer.Name}Slot(target, channel, pixel)] = {ActivateOne(Activation, "((x - mean) * scale) + shift")};");
        }
    }

    // The slots that no channel takes are the last group's.
    private void WritePads(KernelWriter writer)
    {
        int pads = (16 - (Channels % 16)) % 16;
        if (pads == 0)
        {
            return;
        }

        writer.Lines($"\nif (Grid.IdxX == {N(Groups - 1)})");
        using (writer.Braces())
        {
            writer.Lines($"for (int i = thread; i < {N(pads * Plane)}; i += {N(Threads)})");
            using (writer.Braces())
            {
                writer.Lines($"arena[{writer.Name}Slot(target, {N(Channels)} + (i % {N(pads)}), i / {N(pads)})] = 0f;");
            }
        }
    }
}
