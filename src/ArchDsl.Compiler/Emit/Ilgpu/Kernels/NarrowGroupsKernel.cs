using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A grouped convolution whose groups are whole fours of channels and of filters, all in order.</summary>
/// <param name="Window">The geometry.</param>
/// <param name="Epilogue">What is done to the sums.</param>
/// <param name="Run">Pixels of a run.</param>
/// <param name="Groups">How many groups.</param>
/// <param name="ChannelQuads">Fours of channels of a group.</param>
/// <param name="FilterQuads">Fours of filters of a group.</param>
internal sealed record NarrowGroupsKernel(SlidingWindow Window, ConvolutionEpilogue Epilogue, int Run, int Groups, int ChannelQuads, int FilterQuads)
    : RunKernel(Window, Epilogue, Run)
{
    protected override string Kind => $"Groups{N(Groups)}x{N(4 * ChannelQuads)}To{N(4 * FilterQuads)}Conv";

    protected override string Description => $"Convolution in {N(Groups)} groups of {N(4 * ChannelQuads)} channels to {N(4 * FilterQuads)},";

    // Fours of weights of four filters at one tap: one for each channel.
    private int TapWeights => 4 * ChannelQuads;

    protected override void WriteSums(KernelWriter writer)
    {
        // Pads behind the last group read what that one reads, times zero.
        string group = FilterQuads == 1 ? "quad" : $"quad / {N(FilterQuads)}";
        writer.Lines($"int group = {(Groups * FilterQuads % 4 == 0 ? group : $"Math.Min({group}, {N(Groups - 1)})")};");
        if (ChannelQuads == 1)
        {
            WriteQuad(writer, "group", "");
            return;
        }

        writer.Lines($"for (int k = 0; k < {N(ChannelQuads)}; k++)");
        using (writer.Braces())
        {
            writer.Lines($"int channelQuad = (group * {N(ChannelQuads)}) + k;");
            WriteQuad(writer, "channelQuad", " + (k * 4)");
        }

        writer.Lines("");
    }

    private void WriteQuad(KernelWriter writer, string channelQuad, string first)
    {
        writer.Lines($"int origin = at.Source + (sample * at.Arena) + (((({channelQuad} / 4) * {N(Window.InPlane)}) + (top * {N(Window.In.Width)}) + left) * 4) + ({channelQuad} % 4);");
        writer.Lines($"int filter = at.Weights + {Times("quad", (long)Window.Taps * TapWeights)}{first};");
        WriteRows(
            writer,
            () =>
            {
                WriteInputs(writer, offset => $"maps[origin{Plus(offset)}]");
                for (int tap = 0; tap < Window.Kernel.Width; tap++)
                {
                    string[] weights = Enumerable.Range(0, 4).Select(c => $"w{N(tap)}{N(c)}").ToArray();
                    for (int c = 0; c < 4; c++)
                    {
                        writer.Lines($"Float4 {weights[c]} = filters[filter{Plus((tap * TapWeights) + c)}];");
                    }

                    for (int pixel = 0; pixel < Run; pixel++)
                    {
                        writer.Lines($"{Sum(pixel)} = Float4.MultiplyAdd({string.Join(", ", weights)}, {Input(pixel, tap)}, {Sum(pixel)});");
                    }
                }
            },
            ("origin", 4L * Window.In.Width * Window.Dilation.Height), ("filter", (long)Window.Kernel.Width * TapWeights));
    }
}
