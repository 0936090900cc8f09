using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Between planes and blocks: 4×4 corners turned in registers, written through pointers as code compiled ahead of time can. Wider ones would gain nothing, moving the floats is what takes the time.
/// </summary>
internal static unsafe class Transposition
{
    private const int Side = 4;

    /// <summary>Writes four pixels of four lanes of a block from planes of channels; those beyond the last are zero.</summary>
    /// <param name="planes">Channel 0's pixel.</param>
    /// <param name="plane">Floats between channels.</param>
    /// <param name="channels">How many there are, 1 to 4.</param>
    /// <param name="block">The first pixel's first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToBlock(float* planes, nint plane, int channels, float* block)
    {
        Vector128<float> a = Vector128.Load(planes);
        Vector128<float> b = channels > 1 ? Vector128.Load(planes + plane) : Vector128<float>.Zero;
        Vector128<float> c = channels > 2 ? Vector128.Load(planes + (2 * plane)) : Vector128<float>.Zero;
        Vector128<float> d = channels > 3 ? Vector128.Load(planes + (3 * plane)) : Vector128<float>.Zero;
        Turn(ref a, ref b, ref c, ref d);
        *(Vector128<float>*)block = a;
        *(Vector128<float>*)(block + ChannelBlock.Lanes) = b;
        *(Vector128<float>*)(block + (2 * ChannelBlock.Lanes)) = c;
        *(Vector128<float>*)(block + (3 * ChannelBlock.Lanes)) = d;
    }

    /// <summary>Writes four pixels of up to four planes from lanes of a block.</summary>
    /// <param name="block">The first pixel's first lane.</param>
    /// <param name="planes">Channel 0's pixel.</param>
    /// <param name="plane">Floats between channels.</param>
    /// <param name="channels">How many to write, 1 to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPlanes(float* block, float* planes, nint plane, int channels)
    {
        Vector128<float> a = Vector128.Load(block);
        Vector128<float> b = Vector128.Load(block + ChannelBlock.Lanes);
        Vector128<float> c = Vector128.Load(block + (2 * ChannelBlock.Lanes));
        Vector128<float> d = Vector128.Load(block + (3 * ChannelBlock.Lanes));
        Turn(ref a, ref b, ref c, ref d);
        *(Vector128<float>*)planes = a;
        if (channels > 1)
        {
            *(Vector128<float>*)(planes + plane) = b;
        }

        if (channels > 2)
        {
            *(Vector128<float>*)(planes + (2 * plane)) = c;
        }

        if (channels > 3)
        {
            *(Vector128<float>*)(planes + (3 * plane)) = d;
        }
    }

    /// <summary>Pixels that whole corners cover.</summary>
    public static int Whole(int pixels) => pixels / Side * Side;

    /// <summary>Turns a corner: lane i of vector j becomes lane j of vector i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        // Dealing out like cards twice: first and third with each other, second and fourth, then both pairs.
        Vector128<float> ac = Low(a, c), bd = Low(b, d), ac2 = High(a, c), bd2 = High(b, d);
        a = Low(ac, bd);
        b = High(ac, bd);
        c = Low(ac2, bd2);
        d = High(ac2, bd2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
