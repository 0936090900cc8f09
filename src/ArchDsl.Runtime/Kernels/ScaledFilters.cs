using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Filters times one factor each, scaled as they are read.</summary>
/// <param name="filters">The filters one behind the other.</param>
/// <param name="factors">One factor a filter.</param>
internal sealed unsafe class ScaledFilters(TensorValues filters, double[] factors) : TensorValues
{
    public override int Length => filters.Length;

    public override void Read(int first, Span<float> destination)
    {
        filters.Read(first, destination);
        int depth = filters.Length / factors.Length;
        while (!destination.IsEmpty)
        {
            (int filter, int from) = Math.DivRem(first, depth);
            int count = Math.Min(depth - from, destination.Length);
            Scale(destination[..count], (float)factors[filter]);
            destination = destination[count..];
            first += count;
        }
    }

    /// <summary>Multiplies some values in place.</summary>
    public static void Scale(Span<float> values, float factor)
    {
        fixed (float* start = values)
        {
            Vector128<float> by = Vector128.Create(factor);
            float* at = start;
            float* end = start + values.Length;
            for (; at <= end - Vector128<float>.Count; at += Vector128<float>.Count)
            {
                *(Vector128<float>*)at *= by;
            }

            for (; at < end; at++)
            {
                *at *= factor;
            }
        }
    }
}
