using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>Some neighbouring filters while they are packed, one behind the other, in a buffer that is used again for others.</summary>
internal readonly unsafe ref struct FilterRows
{
    private const int Corner = 4;

    private readonly byte[] _rented;

    /// <summary>Reads filters.</summary>
    /// <param name="filters">All filters of a layer.</param>
    /// <param name="depth">Weights of a filter.</param>
    /// <param name="first">The first filter to read.</param>
    /// <param name="most">How many, as far as there are so many.</param>
    public FilterRows(TensorValues filters, int depth, int first, int most)
    {
        Depth = depth;
        Count = Math.Clamp((filters.Length / depth) - first, 0, most);
        _rented = ArrayPool<byte>.Shared.Rent(checked(Count * depth * sizeof(float)));
        Values = MemoryMarshal.Cast<byte, float>(_rented.AsSpan(0, Count * depth * sizeof(float)));
        if (Count > 0)
        {
            filters.Read(first * depth, Values);
        }
    }

    /// <summary>Weights of a filter.</summary>
    public int Depth { get; }

    /// <summary>How many filters there are.</summary>
    public int Count { get; }

    private Span<float> Values { get; }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);

    /// <summary>Writes weight i of some filters side by side to row number <c>rows[i]</c>: filters become columns.</summary>
    /// <param name="begin">The first filter, and the column it goes to.</param>
    /// <param name="end">Behind the last filter.</param>
    /// <param name="from">The first weight to write.</param>
    /// <param name="count">How many of each filter.</param>
    /// <param name="rows">Which row each goes to; empty for their own order.</param>
    /// <param name="to">Row 0.</param>
    /// <param name="step">Floats from a row to the next.</param>
    public void Transpose(int begin, int end, int from, int count, ReadOnlySpan<int> rows, float* to, int step)
    {
        int whole = end - ((end - begin) % Corner);
        int corners = count - (count % Corner);
        fixed (float* values = Values)
        {
            for (int i = 0; i < corners; i += Corner)
            {
                float* a = to + ((nint)(rows.IsEmpty ? i : rows[i]) * step);
                float* b = to + ((nint)(rows.IsEmpty ? i + 1 : rows[i + 1]) * step);
                float* c = to + ((nint)(rows.IsEmpty ? i + 2 : rows[i + 2]) * step);
                float* d = to + ((nint)(rows.IsEmpty ? i + 3 : rows[i + 3]) * step);
                float* source = values + ((nint)begin * Depth) + from + i;
                for (int filter = begin; filter < whole; filter += Corner, source += (nint)Corner * Depth)
                {
                    Vector128<float> w = *(Vector128<float>*)source;
                    Vector128<float> x = *(Vector128<float>*)(source + Depth);
                    Vector128<float> y = *(Vector128<float>*)(source + (2 * (nint)Depth));
                    Vector128<float> z = *(Vector128<float>*)(source + (3 * (nint)Depth));
                    Transposition.Turn(ref w, ref x, ref y, ref z);
                    *(Vector128<float>*)(a + filter) = w;
                    *(Vector128<float>*)(b + filter) = x;
                    *(Vector128<float>*)(c + filter) = y;
                    *(Vector128<float>*)(d + filter) = z;
                }
            }

            // What corners leave over at the right and below.
            for (int i = 0; i < count; i++)
            {
                float* row = to + ((nint)(rows.IsEmpty ? i : rows[i]) * step);
                for (int filter = i < corners ? whole : begin; filter < end; filter++)
                {
                    row[filter] = values[((nint)filter * Depth) + from + i];
                }
            }
        }
    }
}
