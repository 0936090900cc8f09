using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>What a tile multiplies and where the result goes.</summary>
internal unsafe struct TileRun
{
    /// <summary>What the offsets count from, for the first pixel.</summary>
    public float* Source;

    /// <summary>Where each product's factor is.</summary>
    public int* Offsets;

    /// <summary>Products summed for one result.</summary>
    public int Depth;

    /// <summary>One or two vectors of slots a product.</summary>
    public float* Weights;

    /// <summary>Floats from a product's weights to the next one's.</summary>
    public nint WeightStep;

    /// <summary>What is multiplied next, to be brought nearer meanwhile: usually the next panel's weights.</summary>
    public float* Ahead;

    /// <summary>Floats of <see cref="Ahead"/> that pass with each product.</summary>
    public nint AheadStep;

    /// <summary>Whether products come in threes, a channel's taps side by side: see <see cref="ThreeTapTile{L, V}"/>.</summary>
    public bool IsThreeTaps;

    /// <summary>Whether the source is to be brought nearer as well: where it is read in place, not from scratch.</summary>
    public bool IsSourceFar;

    /// <summary>
    /// Floats from a tile's source to the one to be brought nearer meanwhile; 0 where the source is in cache. Each product
    /// asks for one pixel of its own block, so the lanes of a block together ask for all pixels.
    /// </summary>
    public nint SourceAhead;

    /// <summary>One value a slot.</summary>
    public float* Bias;

    /// <summary>What is added as well, laid out as the target, or null.</summary>
    public float* Residual;

    /// <summary>The first slots of the first pixel; pixels are a block's lanes apart.</summary>
    public float* Target;

    /// <summary>Floats from the first vector of slots to the second.</summary>
    public nint Second;

    /// <summary>The same in <see cref="Residual"/>.</summary>
    public nint ResidualSecond;

    /// <summary>How many tiles to compute.</summary>
    public int Tiles;

    /// <summary>Floats from a tile's source to the next one's.</summary>
    public nint SourceStep;

    /// <summary>Floats from a tile's target (and residual) to the next one's.</summary>
    public nint TargetStep;

    /// <summary>What negative results are multiplied with: above 0, 1 for nothing.</summary>
    public float Slope;

    /// <summary>The least result.</summary>
    public float Floor;

    /// <summary>The largest result.</summary>
    public float Ceiling;
}

/// <summary>
/// The register block everything dense is computed with: P pixels by one or two vectors of slots, every accumulator in a
/// register over the whole depth. Each step loads the slots' weights and multiplies them with one input value a pixel.
/// </summary>
/// <remarks>
/// Written out pixel by pixel: only separate locals are sure to live in registers. In a network weights and maps come from
/// memory; a step takes some 14 cycles and has room for the two or three requests that bring nearer what is multiplied next
/// (a 39-layer VoVNet: 44.1 ms without, 37.8 ms with them).
/// </remarks>
internal static unsafe partial class Tile<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Computes tiles side by side.</summary>
    /// <typeparam name="P">Pixels.</typeparam>
    /// <typeparam name="S">Vectors of slots, 1 or 2.</typeparam>
    /// <typeparam name="R">How an input value is read.</typeparam>
    public static void Run<P, S, R>(in TileRun run)
        where P : struct, IConstant
        where S : struct, IConstant
        where R : struct, IReading<L, V>
    {
        if (Precompiled<L, V>.Is)
        {
            RunAheadOfTime<P, S, R>(run);
        }
        else
        {
            RunAtOnce<P, S, R>(run);
        }
    }

    /// <summary>Adds what a residual has for a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Plus(V sum, float* residual, int pixel) => L.Add(sum, L.Load(residual + (pixel * ChannelBlock.Lanes)));

    /// <summary>The sum, or what a slope of at most 1 makes of it where it is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Leak(V sum, V slope) => L.Max(sum, L.Mul(sum, slope));

    /// <summary>Writes a pixel's result within its bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(float* target, int pixel, V sum, V floor, V ceiling) =>
        L.Store(target + (pixel * ChannelBlock.Lanes), L.Min(ceiling, L.Max(floor, sum)));
}
