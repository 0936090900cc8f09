using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A group's values brought together in shared memory, half of them at a time: always in the same order.</summary>
internal static class LaneTree
{
    /// <summary>
    /// Puts every thread's value into <c>shared</c> and combines those whose numbers are alike modulo <paramref name="width"/>;
    /// the results are then the first ones. All threads of the group must come here.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="threads">Threads of the group, a power of 2.</param>
    /// <param name="width">How many results there are of one value, a power of 2.</param>
    /// <param name="values">A thread's values.</param>
    /// <param name="isMax">Whether the largest is wanted and not the sum.</param>
    public static void Write(KernelWriter writer, int threads, int width, IReadOnlyList<string> values, bool isMax = false)
    {
        string At(string place, int i) => i == 0 ? $"shared[{place}]" : $"shared[{place} + {N(i * threads)}]";
        for (int i = 0; i < values.Count; i++)
        {
            writer.Lines($"{At("thread", i)} = {values[i]};");
        }

        writer.Lines("Group.Barrier();");
        if (threads == width)
        {
            return;
        }

        writer.Lines($"for (int half = {N(threads / 2)}; half >= {N(width)}; half >>= 1)");
        using (writer.Braces())
        {
            writer.Lines("if (thread < half)");
            using (writer.Braces())
            {
                for (int i = 0; i < values.Count; i++)
                {
                    string mine = At("thread", i);
                    string other = At("thread + half", i);
                    writer.Lines(isMax ? $"{mine} = Float4.Max({mine}, {other});" : $"{mine} += {other};");
                }
            }

            writer.Lines("\nGroup.Barrier();");
        }

        writer.Lines("");
    }
}
