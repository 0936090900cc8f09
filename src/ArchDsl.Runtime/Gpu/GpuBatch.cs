using System.Globalization;
using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Gpu;

/// <summary>How many samples a run has, by the lengths of what it is given.</summary>
public static class GpuBatch
{
    /// <summary>The samples of a batch.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="maxBatch">The most samples of one run.</param>
    /// <param name="tensors">Inputs and outputs.</param>
    /// <param name="lengths">Floats of each of them that were given.</param>
    /// <exception cref="ArgumentException">A length is no whole number of samples, or two disagree on how many.</exception>
    /// <exception cref="BatchTooLargeException">There are more samples than the network was loaded for.</exception>
    public static int Samples(string network, int maxBatch, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<long> lengths)
    {
        long samples = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            TensorInfo tensor = tensors[i];
            (long count, long rest) = Math.DivRem(lengths[i], tensor.Floats);
            if (count == 0 || rest != 0)
            {
                throw new ArgumentException(Text($"{tensor.Name} takes N×{tensor} = N×{tensor.Floats} floats, got {lengths[i]}"), tensor.Name);
            }

            if (i > 0 && count != samples)
            {
                throw new ArgumentException(Text($"{tensor.Name} holds {count} samples, {tensors[0].Name} {samples}"), tensor.Name);
            }

            samples = count;
        }

        return Checked(network, maxBatch, samples);
    }

    /// <summary>The samples of a batch of tensors.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="maxBatch">The most samples of one run.</param>
    /// <param name="tensors">Inputs, and whatever follows them.</param>
    /// <param name="shapes">The shape of each input: N×C×H×W.</param>
    /// <exception cref="ArgumentException">A tensor is not of the input's shape, or two disagree on how many samples they hold.</exception>
    /// <exception cref="BatchTooLargeException">There are more samples than the network was loaded for.</exception>
    public static int SamplesOf(string network, int maxBatch, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<long[]> shapes)
    {
        for (int i = 0; i < shapes.Length; i++)
        {
            TensorInfo tensor = tensors[i];
            if (shapes[i] is not [> 0, var channels, var height, var width] || channels != tensor.Channels || height != tensor.Height || width != tensor.Width)
            {
                throw new ArgumentException(Text($"{tensor.Name} takes N×{tensor}, got {string.Join('x', shapes[i])}"), tensor.Name);
            }

            if (shapes[i][0] != shapes[0][0])
            {
                throw new ArgumentException(Text($"{tensor.Name} holds {shapes[i][0]} samples, {tensors[0].Name} {shapes[0][0]}"), tensor.Name);
            }
        }

        return Checked(network, maxBatch, shapes[0][0]);
    }

    private static int Checked(string network, int maxBatch, long samples) =>
        samples <= maxBatch ? (int)samples : throw new BatchTooLargeException(network, (int)Math.Min(samples, int.MaxValue), maxBatch);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
