using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>How a tile reads its input.</summary>
internal enum Reading
{
    /// <summary>One channel's value for all slots; pixels are neighbours.</summary>
    Planes,

    /// <summary>One channel's value for all slots; pixels are a block's lanes apart.</summary>
    Blocks,

    /// <summary>Each slot the value of a lane that the weights name; pixels are a block's lanes apart.</summary>
    Lanes,
}

/// <summary>A <see cref="Reading"/> as a type.</summary>
internal unsafe interface IReading<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Floats from a pixel to the next.</summary>
    static abstract int Step { get; }

    /// <summary>Whether each vector of weights is followed by the lanes to read, and slots come one vector at a time.</summary>
    static abstract bool Permutes { get; }

    static abstract V Read(float* from, int pixel, V lanes);
}

internal readonly unsafe struct PlaneReading<L, V> : IReading<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static int Step => 1;

    public static bool Permutes => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Read(float* from, int pixel, V lanes) => L.Set(from[pixel]);
}

internal readonly unsafe struct BlockReading<L, V> : IReading<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static int Step => ChannelBlock.Lanes;

    public static bool Permutes => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Read(float* from, int pixel, V lanes) => L.Set(from[pixel * ChannelBlock.Lanes]);
}

internal readonly unsafe struct LaneReading<L, V> : IReading<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static int Step => ChannelBlock.Lanes;

    public static bool Permutes => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Read(float* from, int pixel, V lanes) => L.Permute(L.Load(from + (pixel * ChannelBlock.Lanes)), lanes);
}
