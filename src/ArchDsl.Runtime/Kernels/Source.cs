using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Some of a kernel's input channels: a view and how many channels to take from it.</summary>
/// <param name="View">Where they are.</param>
/// <param name="Channels">How many.</param>
public readonly record struct Source(View View, int Channels)
{
    /// <summary>The plane of one channel of several sources.</summary>
    internal static unsafe float* Channel(ReadOnlySpan<Source> sources, int channel, int plane)
    {
        int index = 0;
        while (channel >= sources[index].Channels)
        {
            channel -= sources[index].Channels;
            index++;
        }

        return sources[index].View.Pointer + ((nint)channel * plane);
    }
}
