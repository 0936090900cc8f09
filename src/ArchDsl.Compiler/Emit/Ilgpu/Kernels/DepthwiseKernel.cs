using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A convolution with one filter a channel, lane by lane.</summary>
internal sealed record DepthwiseKernel(SlidingWindow Window, ConvolutionEpilogue Epilogue, int Run) : RunKernel(Window, Epilogue, Run)
{
    /// <summary>Whether the channel of each slot comes from somewhere else, found through a table.</summary>
    public bool Gathers { get; init; }

    /// <summary>Whether a norm is applied to what is read.</summary>
    public bool HasNorm { get; init; }

    /// <summary>Applied to what is read, after the norm.</summary>
    public Activation? InputActivation { get; init; }

    protected override string Kind => $"{(HasNorm ? "Norm" : "")}{NameOf(InputActivation)}{(Gathers ? "Gathered" : "")}Depthwise";

    protected override string Description =>
        $"Depthwise convolution{(Gathers ? " of gathered channels" : "")}{(HasNorm ? ", norm" : "")}{(InputActivation is null ? "" : $" and {InputActivation.Kind} on the input")}{(Kind == "Depthwise" ? "" : ",")}";

    public override void WriteHelpers(KernelWriter writer)
    {
        base.WriteHelpers(writer);
        if (Gathers)
        {
            writer.Lines("");
            writer.Lines($"private static Float4 {writer.Name}Gather(ArrayView<float> arena, int pixel, int slot0, int slot1, int slot2, int slot3) =>");
            writer.Lines("    Float4.Of(arena[pixel + slot0], arena[pixel + slot1], arena[pixel + slot2], arena[pixel + slot3]);");
        }
    }

    protected override void WriteSums(KernelWriter writer)
    {
        if (Gathers)
        {
            writer.Lines($"int origin = (sample * at.Arena * 4) + (((top * {N(Window.In.Width)}) + left) * 16);");
            writer.Lines("int entry = at.Table + (quad * 4);");
            writer.Lines("int slot0 = tables[entry], slot1 = tables[entry + 1], slot2 = tables[entry + 2], slot3 = tables[entry + 3];");
        }
        else
        {
            writer.Lines($"int origin = at.Source + (sample * at.Arena) + (((Grid.IdxY * {N(Window.InPlane)}) + (top * {N(Window.In.Width)}) + left) * 4) + (quad % 4);");
        }

        if (HasNorm)
        {
            writer.Lines("Float4 scale = filters[at.Norm + quad];\nFloat4 shift = filters[at.Norm + at.Quads + quad];");
        }

        writer.Lines($"int filter = at.Weights + {Times("quad", Window.Taps)};");
        WriteRows(
            writer,
            () =>
            {
                WriteInputs(writer, "origin");
                for (int tap = 0; tap < Window.Kernel.Width; tap++)
                {
                    writer.Lines($"Float4 w{N(tap)} = filters[filter{Plus(tap)}];");
                    for (int pixel = 0; pixel < Run; pixel++)
                    {
                        writer.Lines($"{Sum(pixel)} = Float4.MultiplyAdd({Input(pixel, tap)}, w{N(tap)}, {Sum(pixel)});");
                    }
                }
            },
            ("origin", (Gathers ? 16L : 4L) * Window.In.Width * Window.Dilation.Height), ("filter", Window.Kernel.Width));
    }

    protected override string Load(KernelWriter writer, string origin, int column)
    {
        string value = Gathers ? $"{writer.Name}Gather(arena, {origin}{Plus(16 * column)}, slot0, slot1, slot2, slot3)" : base.Load(writer, origin, column);
        return Activate(InputActivation, HasNorm ? $"Float4.MultiplyAdd({value}, scale, shift)" : value);
    }
}
