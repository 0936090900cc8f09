using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A convolution with one filter a channel, lane by lane.</summary>
internal sealed record DepthwiseKernel(SlidingWindow Window, ConvolutionEpilogue Epilogue, int Run) : RunKernel(Window, Epilogue, Run)
{
    protected override string Kind => "Depthwise";

    protected override string Description => "Depthwise convolution";

    protected override void WriteSums(KernelWriter writer)
    {
        writer.Lines($"int origin = at.Source + (sample * at.Arena) + (((Grid.IdxY * {N(Window.InPlane)}) + (top * {N(Window.In.Width)}) + left) * 4) + (quad % 4);");
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
            ("origin", 4L * Window.In.Width * Window.Dilation.Height), ("filter", Window.Kernel.Width));
    }
}
