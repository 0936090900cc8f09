using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Channels from wherever they are as a caller's planes; neighbouring threads write neighbouring pixels.</summary>
/// <param name="Plane">Pixels of a plane.</param>
/// <param name="ByQuads">Whether fours of channels lie side by side, so that a thread moves four; else it moves one.</param>
internal sealed record ToPlanesKernel(long Plane, bool ByQuads) : ElementKernel(Plane)
{
    public override string Name => $"Planes{(ByQuads ? "ByQuads" : "")}Of{N(Plane)}";

    public override string Summary => $"Channels as the caller's planes: {(ByQuads ? "four channels" : "one channel")} of one of {N(Plane)} pixels a thread.";

    public override void WriteBody(KernelWriter writer)
    {
        WriteElement(writer, ByQuads ? "at.Quads" : "at.Channels");
        string number = ByQuads ? "quad" : "channel";
        if (Plane == 1)
        {
            writer.Lines($"int {number} = element;\nint pixel = 0;");
        }
        else
        {
            writer.Lines($"int {number} = element / {N(Plane)};\nint pixel = element - ({number} * {N(Plane)});");
        }

        if (!ByQuads)
        {
            writer.Lines($"caller[(Grid.IdxY * at.Channels * {N(Plane)}) + element] = arena[(begin * 4) + tables[at.Table + channel] + (pixel * 16)];");
            return;
        }

        writer.Lines("int channel = quad * 4;");
        writer.Lines("Float4 value = maps[begin + (tables[at.Table + channel] / 4) + (pixel * 4)];");
        writer.Lines($"int place = ({Times("((Grid.IdxY * at.Channels) + channel)", Plane)}) + pixel;\ncaller[place] = value.X;");
        foreach ((string lane, int i) in new[] { ("Y", 1), ("Z", 2), ("W", 3) })
        {
            writer.Lines($"if (channel + {N(i)} < at.Channels)\n{{\n    caller[place + {N(i * Plane)}] = value.{lane};\n}}\n");
        }
    }
}
