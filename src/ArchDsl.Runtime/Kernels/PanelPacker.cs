using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Gathers what a run of output pixels needs of the input: one row for each channel and kernel position, one column a
/// pixel. Rows come in the order of the weights (channel, kernel row, kernel column) and are whole vectors, zero beyond
/// the last pixel.
/// </summary>
internal static unsafe class PanelPacker<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        in ConvolutionShape shape, float* source, int channels, int pixel, int count, int vectors, float* panel)
    {
        int row = vectors * L.Count;
        if (shape.IsPointwise)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                RowCopy<L, V>.Copy(source + ((nint)channel * shape.Plane) + pixel, panel, count);
                RowCopy<L, V>.Fill(panel + count, row - count, 0f);
                panel += row;
            }

            return;
        }

        int firstY = pixel / shape.OutWidth;
        int firstX = pixel - (firstY * shape.OutWidth);
        int outWidth = shape.OutWidth;
        for (int channel = 0; channel < channels; channel++)
        {
            float* plane = source + ((nint)channel * shape.Plane);
            for (int ky = 0; ky < shape.KernelHeight; ky++)
            {
                int offsetY = (ky * shape.DilationY) - shape.PadY;
                for (int kx = 0; kx < shape.KernelWidth; kx++)
                {
                    int offsetX = (kx * shape.DilationX) - shape.PadX;
                    int done = 0;
                    int y = firstY;
                    int x = firstX;
                    while (done < count)
                    {
                        int length = Math.Min(outWidth - x, count - done);
                        int inY = (y * shape.StrideY) + offsetY;
                        if ((uint)inY < (uint)shape.Height)
                        {
                            Segment(plane + ((nint)inY * shape.Width), shape.Width, shape.StrideX, (x * shape.StrideX) + offsetX, length, panel + done);
                        }
                        else
                        {
                            RowCopy<L, V>.Fill(panel + done, length, 0f);
                        }

                        done += length;
                        x = 0;
                        y++;
                    }

                    RowCopy<L, V>.Fill(panel + count, row - count, 0f);
                    panel += row;
                }
            }
        }
    }

    /// <summary>row = gate * f(row * scale + shift) for each of <paramref name="channels"/> rows of a pointwise panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(
        in InputTransform transform, int channel, int channels, int row, float* panel)
    {
        Activation activation = transform.Activation;
        for (int i = 0; i < channels; i++, channel++, panel += row)
        {
            if (transform.Scale != null)
            {
                Pointwise<L, V>.Affine(activation, panel, panel, row, transform.Scale[channel], transform.Shift[channel]);
            }

            if (transform.Gate != null)
            {
                V gate = L.Set(transform.Gate[channel]);
                for (int p = 0; p < row; p += L.Count)
                {
                    L.Store(panel + p, L.Mul(L.Load(panel + p), gate));
                }
            }
        }
    }

    /// <summary>Copies the input columns x, x + stride, …; those outside the row read as zero.</summary>
    private static void Segment(float* row, int width, int stride, int x, int length, float* to)
    {
        int left = x >= 0 ? 0 : Math.Min(length, (-x + stride - 1) / stride);
        int end = x >= width ? 0 : Math.Min(length, ((width - 1 - x) / stride) + 1);
        RowCopy<L, V>.Fill(to, left, 0f);
        if (end > left)
        {
            RowCopy<L, V>.Copy(row + x + (left * stride), stride, to + left, end - left);
        }

        int right = Math.Max(left, end);
        RowCopy<L, V>.Fill(to + right, length - right, 0f);
    }
}

/// <summary>What happens to a pointwise convolution's input on its way in; null pointers leave a part out.</summary>
internal unsafe struct InputTransform
{
    public float* Scale;
    public float* Shift;
    public Activation Activation;
    public float* Gate;

    public readonly bool IsIdentity => Scale == null && Gate == null;
}
