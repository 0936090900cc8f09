using System.Runtime.InteropServices;

namespace ArchDsl.Runtime.Gpu;

/// <summary>Four neighbouring channels of one pixel: what a kernel loads and stores at once. Kernels keep it in registers.</summary>
/// <remarks>Everything here is plain arithmetic on fields, so that ILGPU can compile it for any device.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct Float4
{
    /// <summary>The first channel.</summary>
    public float X;

    /// <summary>The second channel.</summary>
    public float Y;

    /// <summary>The third channel.</summary>
    public float Z;

    /// <summary>The fourth channel.</summary>
    public float W;

    /// <summary>Four numbers.</summary>
    public static Float4 Of(float x, float y, float z, float w)
    {
        Float4 value;
        value.X = x;
        value.Y = y;
        value.Z = z;
        value.W = w;
        return value;
    }

    /// <summary>One number four times.</summary>
    public static Float4 All(float x) => Of(x, x, x, x);

    /// <summary>The sum.</summary>
    public static Float4 operator +(Float4 a, Float4 b) => Of(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    /// <summary>The difference.</summary>
    public static Float4 operator -(Float4 a, Float4 b) => Of(a.X - b.X, a.Y - b.Y, a.Z - b.Z, a.W - b.W);

    /// <summary>The product, channel by channel.</summary>
    public static Float4 operator *(Float4 a, Float4 b) => Of(a.X * b.X, a.Y * b.Y, a.Z * b.Z, a.W * b.W);

    /// <summary>Every channel times one number.</summary>
    public static Float4 operator *(Float4 a, float b) => Of(a.X * b, a.Y * b, a.Z * b, a.W * b);

    /// <summary>The larger of each pair.</summary>
    public static Float4 Max(Float4 a, Float4 b) => Of(MathF.Max(a.X, b.X), MathF.Max(a.Y, b.Y), MathF.Max(a.Z, b.Z), MathF.Max(a.W, b.W));

    /// <summary><paramref name="sum"/> + <paramref name="a"/> · <paramref name="b"/>, channel by channel.</summary>
    public static Float4 MultiplyAdd(Float4 a, Float4 b, Float4 sum) =>
        Of((a.X * b.X) + sum.X, (a.Y * b.Y) + sum.Y, (a.Z * b.Z) + sum.Z, (a.W * b.W) + sum.W);

    /// <summary><paramref name="sum"/> + <paramref name="a"/> · <paramref name="b"/>.</summary>
    public static Float4 MultiplyAdd(Float4 a, float b, Float4 sum) =>
        Of((a.X * b) + sum.X, (a.Y * b) + sum.Y, (a.Z * b) + sum.Z, (a.W * b) + sum.W);

    /// <summary>
    /// <paramref name="sum"/> + W · x: four filters, each with its weights for the four channels of <paramref name="x"/>.
    /// <paramref name="w0"/> has the weights of all four filters for the first channel, and so on.
    /// </summary>
    public static Float4 MultiplyAdd(Float4 w0, Float4 w1, Float4 w2, Float4 w3, Float4 x, Float4 sum) =>
        MultiplyAdd(w3, x.W, MultiplyAdd(w2, x.Z, MultiplyAdd(w1, x.Y, MultiplyAdd(w0, x.X, sum))));

    /// <summary>The sum of the products of four pairs, added to a number.</summary>
    public static float Dot(Float4 a, Float4 b, float sum) =>
        (a.W * b.W) + ((a.Z * b.Z) + ((a.Y * b.Y) + ((a.X * b.X) + sum)));
}
