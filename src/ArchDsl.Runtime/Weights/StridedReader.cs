namespace ArchDsl.Runtime.Weights;

/// <summary>Reads a tensor whose elements do not lie one behind the other, such as a transposed one.</summary>
internal static class StridedReader
{
    /// <summary>Fills the destination with the elements in row-major order.</summary>
    /// <param name="source">Where the elements are.</param>
    /// <param name="entry">An entry with strides.</param>
    /// <param name="destination">As many bytes as the tensor has.</param>
    public static void Read(ByteSource source, WeightEntry entry, Span<byte> destination)
    {
        int size = WeightTypes.SizeOf(entry.Info.Type);
        ReadOnlySpan<long> shape = entry.Info.Shape.Dimensions;
        long[] strides = entry.Strides!;
        long span = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            span += (shape[i] - 1) * strides[i];
        }

        byte[] elements = new byte[span * size];
        source.Read(entry.Offset, elements);
        long[] index = new long[shape.Length];
        long at = 0;
        for (int written = 0; written < destination.Length; written += size)
        {
            elements.AsSpan((int)at * size, size).CopyTo(destination[written..]);
            for (int i = shape.Length - 1; i >= 0; i--)
            {
                at += strides[i];
                if (++index[i] < shape[i])
                {
                    break;
                }

                at -= shape[i] * strides[i];
                index[i] = 0;
            }
        }
    }
}
