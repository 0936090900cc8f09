using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A convolution with one filter a channel, lane by lane.</summary>
/// <param name="Window">The geometry.</param>
/// <param name="Epilogue">What is done to the sums.</param>
/// <param name="Run">Pixels of a run.</param>
/// <param name="Source">Where channels are and what happens to them before; padding comes behind that.</param>
internal sealed record DepthwiseKernel(SlidingWindow Window, ConvolutionEpilogue Epilogue, int Run, LaneSource Source) : RunKernel(Window, Epilogue, Run)
{
    protected override string Kind => $"{Source.Name}Depthwise";

    protected override string Description => $"Depthwise convolution{Source.Summary}{(Source.Summary.Length == 0 ? "" : ",")}";

    // Four lanes that lie each somewhere else have a place of their own and their way from there in common.
    private string Place => Source.Reading == LaneReading.Scattered ? "corner" : "origin";

    public override void WriteHelpers(KernelWriter writer)
    {
        base.WriteHelpers(writer);
        Source.WriteHelpers(writer);
    }

    protected override void WriteSums(KernelWriter writer)
    {
        Source.WriteBegin(writer, "(sample * at.Arena)", "quad", "at.Quads");
        writer.Lines($"{(Place == "corner" ? "int corner =" : "origin +=")} ((top * {N(Window.In.Width)}) + left) * 4;");
        writer.Lines($"int filter = at.Weights + {Times("quad", Window.Taps)};");
        WriteRows(
            writer,
            () =>
            {
                if (Window.IsWide)
                {
                    WriteTapByTap(writer);
                }
                else
                {
                    WriteTaps(writer);
                }
            },
            (Place, 4L * Window.In.Width * Window.Dilation.Height), ("filter", Window.Kernel.Width));
    }

    private void WriteTaps(KernelWriter writer)
    {
        WriteInputs(writer, offset => Tap(writer, N(offset)));
        for (int tap = 0; tap < Window.Kernel.Width; tap++)
        {
            writer.Lines($"Float4 w{N(tap)} = filters[filter{Plus(tap)}];");
            for (int pixel = 0; pixel < Run; pixel++)
            {
                writer.Lines($"{Sum(pixel)} = Float4.MultiplyAdd({Input(pixel, tap)}, w{N(tap)}, {Sum(pixel)});");
            }
        }
    }

    private void WriteTapByTap(KernelWriter writer)
    {
        writer.Lines($"for (int tap = 0; tap < {N(Window.Kernel.Width)}; tap++)");
        using (writer.Braces())
        {
            writer.Lines($"Float4 w = filters[filter + tap];\nint right = {Times("tap", Window.Dilation.Width)};");
            for (int pixel = 0; pixel < Run; pixel++)
            {
                int first = pixel * Window.Stride.Width;
                string tap = Tap(writer, first == 0 ? "(right * 4)" : $"((right{Plus(first)}) * 4)");
                writer.Lines($"if (GpuFunctions.IsWithin(left + right{Plus(first)}, {N(Window.In.Width)}))\n{{\n    {Sum(pixel)} = Float4.MultiplyAdd({tap}, w, {Sum(pixel)});\n}}\n");
            }
        }

        writer.Lines("");
    }

    private string Tap(KernelWriter writer, string offset) => Source.Tap(writer, Place == "corner" ? GpuText.Sum("corner", offset) : offset);
}
