using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

public unsafe partial class PartialAdd
{
    private readonly partial struct AddLoop<L, V>
    {
        [MethodImpl(Compilation.AheadOfTime)]
        public void RunAheadOfTime<F>()
            where F : struct, IFunction<L, V>
        {
            var first = new GatheredFetch<L, V>(body);
            var second = new GatheredFetch<L, V>(shortcut);
            V leak = L.Set(slope);
            for (nint x = 0; x < pixels; x++)
            {
                nint at = x * ChannelBlock.Lanes;
                V sum = L.Add(first.At(from + at), second.At(other + (x * step)));
                L.Store(to + at, F.Apply(sum, leak));
            }
        }
    }
}
