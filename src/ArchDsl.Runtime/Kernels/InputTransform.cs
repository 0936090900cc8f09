using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>f(x * scale + shift) on a run of packed pixels, in place.</summary>
internal unsafe partial struct InputTransform<L, V> : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private InputBlocks _blocks;
    private int _block;
    private float* _pixels;
    private int _count;
    private float _slope;

    /// <summary>Transforms pixels of one block or plane.</summary>
    public static void Apply(Activation activation, InputBlocks blocks, int block, float* pixels, int count)
    {
        InputTransform<L, V> loop = new()
        {
            _blocks = blocks,
            _block = block,
            _pixels = pixels,
            _count = count,
            _slope = activation.Slope,
        };
        FunctionChoice<L, V>.Run(activation.Kind, ref loop);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Plane<F>(V slope)
        where F : struct, IFunction<L, V>
    {
        V scale = L.Set(_blocks.Scale == null ? 1f : _blocks.Scale[_block]);
        V shift = L.Set(_blocks.Shift == null ? 0f : _blocks.Shift[_block]);
        int i = 0;
        for (; i <= _count - L.Count; i += L.Count)
        {
            L.Store(_pixels + i, F.Apply(L.Fma(L.Load(_pixels + i), scale, shift), slope));
        }

        if (i < _count)
        {
            PartialVector.Load<L, V>(_pixels + i, _count - i, out V rest);
            PartialVector.Store<L, V>(_pixels + i, _count - i, F.Apply(L.Fma(rest, scale, shift), slope));
        }
    }
}
