using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Gathering;

/// <summary>Loops over some pixels of one block, all of its lanes, wherever its channels come from.</summary>
internal static unsafe class BlockLoops<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>to = activation(gathered * scale + shift).</summary>
    /// <param name="gather">Where the channels of every block are.</param>
    /// <param name="block">The block to make.</param>
    /// <param name="from">The first pixel in the source; offsets count from here.</param>
    /// <param name="step">Floats between pixels of the source.</param>
    /// <param name="to">The first pixel of the block to write.</param>
    /// <param name="pixels">How many.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="scale">One factor a lane of the block, or null for neither factors nor addends.</param>
    /// <param name="shift">One addend a lane of the block, or null.</param>
    public static void Affine(
        LaneGather gather, int block, float* from, nint step, float* to, int pixels, Activation activation = default, float* scale = null, float* shift = null)
    {
        if (gather.IsWhole(block, out int whole) && step == ChannelBlock.Lanes && scale == null && activation.Kind == ActivationKind.None)
        {
            Copy(from + whole, to, pixels);
            return;
        }

        for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
        {
            int vector = ((block * ChannelBlock.Lanes) + lane) / L.Count;
            if (gather.IsStraight(vector))
            {
                Lanes(new StraightFetch<L, V>(gather.StraightOffset(vector)), lane, from, step, to, pixels, activation, scale, shift);
            }
            else
            {
                Lanes(new GatheredFetch<L, V>(gather[vector]), lane, from, step, to, pixels, activation, scale, shift);
            }
        }
    }

    /// <summary>to = activation(from * scale + shift) for a block that is read as it stands.</summary>
    public static void Affine(float* from, float* to, int pixels, Activation activation = default, float* scale = null, float* shift = null)
    {
        if (scale == null && activation.Kind == ActivationKind.None)
        {
            Copy(from, to, pixels);
            return;
        }

        for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
        {
            Lanes(new StraightFetch<L, V>(lane), lane, from, ChannelBlock.Lanes, to, pixels, activation, scale, shift);
        }
    }

    private static void Lanes<G>(
        G fetch, int lane, float* from, nint step, float* to, int pixels, Activation activation, float* scale, float* shift)
        where G : struct, IFetch<V>
    {
        var loop = new AffineLoop<L, V, G>(
            fetch, from, step, to + lane, pixels, scale == null ? null : scale + lane, shift == null ? null : shift + lane, activation.Slope);
        FunctionChoice<L, V>.Run(activation.Kind, ref loop);
    }

    private static void Copy(float* from, float* to, int pixels)
    {
        if (from != to)
        {
            int floats = pixels * ChannelBlock.Lanes;
            new ReadOnlySpan<float>(from, floats).CopyTo(new Span<float>(to, floats));
        }
    }
}
