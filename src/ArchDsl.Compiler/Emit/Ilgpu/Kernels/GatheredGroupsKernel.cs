using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// Any grouped convolution: a table tells where the channels of each filter's group are. Four filters of one group share
/// every number that is read; else each reads its own.
/// </summary>
/// <param name="Window">The geometry.</param>
/// <param name="Epilogue">What is done to the sums.</param>
/// <param name="Run">Pixels of a run.</param>
/// <param name="Slots">Slots of the filters, pads among them.</param>
/// <param name="Channels">Channels of a group.</param>
/// <param name="SharesChannels">Whether the four filters of every quad are of one group.</param>
internal sealed record GatheredGroupsKernel(SlidingWindow Window, ConvolutionEpilogue Epilogue, int Run, int Slots, int Channels, bool SharesChannels)
    : RunKernel(Window, Epilogue, Run)
{
    /// <summary>Whether a norm is applied to what is read; four filters then read four numbers.</summary>
    public bool HasNorm { get; init; }

    /// <summary>Applied to what is read, after the norm.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Whether what is read is multiplied by one factor a channel.</summary>
    public bool HasGate { get; init; }

    protected override string Kind => $"{(HasNorm ? "Norm" : "")}{NameOf(Activation)}{(HasGate ? "Gated" : "")}Gathered{N(Channels)}To{N(Slots)}Conv";

    protected override string Description =>
        $"Convolution of gathered groups of {N(Channels)} channels{(HasNorm ? ", norm" : "")}{(Activation is null ? "" : $" and {Activation.Kind} on the input")}{(HasGate ? ", gated" : "")},";

    // Entries of the table for four filters, and for all.
    private int Entries => SharesChannels ? Channels : 4 * Channels;

    private long TableLength => (long)Slots / 4 * Entries;

    public override void WriteHelpers(KernelWriter writer)
    {
        base.WriteHelpers(writer);
        if (SharesChannels)
        {
            return;
        }

        writer.Lines("");
        writer.Lines($"private static Float4 {writer.Name}Gather(ArrayView<float> arena, ArrayView<int> tables, int entry, int origin) => Float4.Of(");
        writer.Lines("    arena[origin + tables[entry]], arena[origin + tables[entry + 1]], arena[origin + tables[entry + 2]], arena[origin + tables[entry + 3]]);");
    }

    protected override void WriteSums(KernelWriter writer)
    {
        writer.Lines($"int origin = (sample * at.Arena * 4) + (((top * {N(Window.In.Width)}) + left) * 16);");
        writer.Lines($"int filter = at.Weights + {Times("quad", (long)Window.Taps * Channels)};");
        writer.Lines($"int firstEntry = at.Table + {Times("quad", Entries)};");
        if (HasNorm)
        {
            writer.Lines($"int norm = at.Norm + {Times("quad", Channels)};");
        }

        if (HasGate)
        {
            writer.Lines("int gate = ((sample * at.Arena) + at.Gate) * 4;");
        }

        WriteRows(
            writer,
            () =>
            {
                if (Window.Kernel.Width == 1)
                {
                    WriteTap(writer);
                    return;
                }

                writer.Lines($"for (int tapX = 0; tapX < {N(Window.Kernel.Width)}; tapX++)");
                using (writer.Braces())
                {
                    WriteTap(writer);
                }

                writer.Lines("");
            },
            ("origin", 16L * Window.In.Width * Window.Dilation.Height), ("filter", (long)Window.Kernel.Width * Channels));
    }

    private void WriteTap(KernelWriter writer)
    {
        bool hasTaps = Window.Kernel.Width > 1;
        string right = hasTaps ? $" + {Times("tapX", Window.Dilation.Width)}" : "";
        for (int i = 0; i < Run; i++)
        {
            writer.Lines($"bool is{N(i)} = GpuFunctions.IsWithin(left{Plus(i * Window.Stride.Width)}{right}, {N(Window.In.Width)});");
        }

        writer.Lines($"int tap = origin{(hasTaps ? $" + (tapX * {N(16 * Window.Dilation.Width)})" : "")};");
        writer.Lines($"int weight = filter{(hasTaps ? $" + {Times("tapX", Channels)}" : "")};");
        writer.Lines($"for (int c = 0; c < {N(Channels)}; c++)");
        using (writer.Braces())
        {
            writer.Lines("Float4 w = filters[weight + c];");
            writer.Lines(SharesChannels ? "int place = tap + tables[firstEntry + c];" : "int entry = firstEntry + (c * 4);");
            WriteTransform(writer);
            for (int i = 0; i < Run; i++)
            {
                writer.Lines($"if (is{N(i)})\n{{\n    {Sum(i)} = Float4.MultiplyAdd({(SharesChannels ? "w, " : "")}{Read(writer, i)}{(SharesChannels ? "" : ", w")}, {Sum(i)});\n}}\n");
            }
        }

        writer.Lines("");
    }

    private void WriteTransform(KernelWriter writer)
    {
        if (HasNorm)
        {
            writer.Lines($"Float4 scale = filters[norm + c];\nFloat4 shift = filters[norm + {N((long)Slots / 4 * Channels)} + c];");
        }

        if (HasGate)
        {
            writer.Lines($"Float4 factor = {writer.Name}Gather(arena, tables, entry + {N(TableLength)}, gate);");
        }
    }

    private string Read(KernelWriter writer, int pixel)
    {
        int offset = 16 * pixel * Window.Stride.Width;
        if (SharesChannels)
        {
            return $"arena[place{Plus(offset)}]";
        }

        string value = $"{writer.Name}Gather(arena, tables, entry, tap{Plus(offset)})";
        value = Activate(Activation, HasNorm ? $"Float4.MultiplyAdd({value}, scale, shift)" : value);
        return HasGate ? $"{value} * factor" : value;
    }
}
