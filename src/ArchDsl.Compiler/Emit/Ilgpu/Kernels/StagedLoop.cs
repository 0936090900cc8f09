using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The loop along the depth through registers: what the next step needs is fetched while this one is multiplied, and put
/// into the other half of shared memory behind that. One barrier a step.
/// </summary>
internal static class StagedLoop
{
    public static void Write(KernelWriter writer, ConvolutionKernel kernel)
    {
        ProductTile tile = kernel.Tile;
        writer.Lines($"for (int round = -1; round < {N(kernel.Rounds)}; round++)");
        using (writer.Braces())
        {
            kernel.WriteStepNumber(writer, ahead: 1);
            writer.Declare("Float4", Enumerable.Range(0, tile.FilterFetches).Select(i => $"w{N(i)}"), " = default");
            writer.Declare("Float4", Enumerable.Range(0, tile.PixelFetches).Select(i => $"x{N(i)}"), " = default");
            writer.Lines($"if (step < {N(kernel.Steps)})");
            using (writer.Braces())
            {
                for (int i = 0; i < tile.FilterFetches; i++)
                {
                    writer.Lines($"w{N(i)} = filters[filter{N(i)} + (step * 128)];");
                }

                kernel.Source.WriteStep(writer, kernel.Groups);
                for (int i = 0; i < tile.PixelFetches; i++)
                {
                    kernel.Source.WriteFetch(writer, N(i));
                }
            }

            writer.Lines("\nif (round >= 0)");
            using (writer.Braces())
            {
                kernel.WriteBuffer(writer, "tile", "(round & 1)");
                kernel.WriteProducts(writer);
            }

            kernel.WriteBuffer(writer, "next", "((round + 1) & 1)");
            for (int i = 0; i < tile.FilterFetches; i++)
            {
                writer.Lines($"shared[next + {kernel.FilterPlace(i)}] = w{N(i)};");
            }

            for (int i = 0; i < tile.PixelFetches; i++)
            {
                writer.Lines($"shared[next + {kernel.PixelPlace(i)}] = x{N(i)};");
            }

            writer.Lines("Group.Barrier();");
        }

        writer.Lines("");
    }
}
