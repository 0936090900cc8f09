using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The loop along the depth by asynchronous copies (<c>cp.async</c>) from global into shared memory, some steps ahead; a
/// tap outside the map copies nothing and leaves zeros. One barrier a step.
/// </summary>
internal static class StreamedLoop
{
    public static void Write(KernelWriter writer, ConvolutionKernel kernel)
    {
        ProductTile tile = kernel.Tile;
        int ahead = kernel.Buffers - 1;
        writer.Lines($"for (int round = {N(-ahead)}; round < {N(kernel.Rounds)}; round++)");
        using (writer.Braces())
        {
            // Behind the barrier this round's buffer is filled, and the one of the round before is free again.
            writer.Lines($"CudaAsm.Emit(\"cp.async.wait_group {N(ahead - 1)};\");");
            writer.Lines("Group.Barrier();");
            kernel.WriteStepNumber(writer, ahead);
            writer.Lines($"if (step < {N(kernel.Steps)})");
            using (writer.Braces())
            {
                kernel.WriteBuffer(writer, "next", $"((round + {N(ahead)}) % {N(kernel.Buffers)})");
                for (int i = 0; i < tile.FilterFetches; i++)
                {
                    Copy(writer, kernel.FilterPlace(i), "WeightsAddress", $"(filter{N(i)} + (step * 128))", "16");
                }

                kernel.Source.WriteStep(writer, kernel.Groups);
                for (int i = 0; i < tile.PixelFetches; i++)
                {
                    string n = N(i);
                    writer.Lines($"bool isInside{n} = {kernel.Source.IsInside(n)};");
                    Copy(writer, kernel.PixelPlace(i), "ArenaAddress", $"(isInside{n} ? origin{n} + offset : 0)", $"isInside{n} ? 16 : 0");
                }
            }

            writer.Lines("\nCudaAsm.Emit(\"cp.async.commit_group;\");");
            writer.Lines($"if (round >= 0{HasStep(kernel)})");
            using (writer.Braces())
            {
                kernel.WriteBuffer(writer, "tile", $"(round % {N(kernel.Buffers)})");
                kernel.WriteProducts(writer);
            }
        }

        writer.Lines("\nCudaAsm.Emit(\"cp.async.wait_all;\");");
        writer.Lines("Group.Barrier();");
    }

    // In the last round, slices may have no step left, and nothing that was copied for them.
    private static string HasStep(ConvolutionKernel kernel) => kernel.Steps % kernel.Tile.Slices == 0
        ? ""
        : $" && (round * {N(kernel.Tile.Slices)}) + slice < {N(kernel.Steps)}";

    private static void Copy(KernelWriter writer, string to, string memory, string from, string bytes) => writer.Emit(
        "CopyToShared",
        () => $"{{ .reg .b32 to; mov.u32 to, {TensorProducts.Shared}; add.u32 to, to, %0; cp.async.cg.shared.global [to], [%1], 16, %2; }}",
        $"(next + {to}) * 16", $"at.{memory} + ({from} * 16L)", bytes);
}
