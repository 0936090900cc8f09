using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Channel sums as a convolution's squeeze leaves them, a copy for each worker, in place of a map's means.</summary>
/// <param name="Slots">Slots of the map that was summed: floats of one copy, rounded up to whole blocks of 16.</param>
/// <param name="Pixels">Pixels of that map, H·W.</param>
public readonly record struct ChannelSums(int Slots, int Pixels)
{
    internal int Floats => ChannelBlock.Slots(Slots);

    /// <summary>The means of some slots, from the sums of all workers.</summary>
    internal unsafe void Finish(CpuWorker worker, float* sums, int begin, int end, float* means)
    {
        for (int slot = begin; slot < end; slot++)
        {
            float sum = 0f;
            for (int part = 0; part < worker.Parts; part++)
            {
                sum += sums[(part * Floats) + slot];
            }

            means[slot] = sum / Pixels;
        }
    }
}
