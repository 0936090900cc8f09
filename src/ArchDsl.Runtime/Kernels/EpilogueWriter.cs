using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Applies an epilogue, the bias apart, to a vector of slots over several pixels.</summary>
internal unsafe partial struct EpilogueWriter<L, V> : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private Epilogue _epilogue;
    private float* _from;
    private float* _to;
    private float* _residual;
    private int _slot;
    private int _count;

    /// <summary>
    /// Writes <see cref="ILanes{V}.Count"/> slots of <paramref name="count"/> pixels, each a block's lanes after the one before.
    /// </summary>
    /// <param name="epilogue">What to apply.</param>
    /// <param name="from">The results, bias included; may be where they are written to.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="residual">What to add, or null: the place of <paramref name="to"/> in the epilogue's residual.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="count">How many pixels.</param>
    public static void Write(in Epilogue epilogue, float* from, float* to, float* residual, int slot, int count)
    {
        if (epilogue.Joining is not null)
        {
            JoiningWriter<L, V>.Write(epilogue, from, to, residual != null, slot, count);
            return;
        }

        EpilogueWriter<L, V> loop = new()
        {
            _epilogue = epilogue,
            _from = from,
            _to = to,
            _residual = residual,
            _slot = slot,
            _count = count,
        };
        FunctionChoice<L, V>.Run(epilogue.Activation.Kind, ref loop);
    }
}
