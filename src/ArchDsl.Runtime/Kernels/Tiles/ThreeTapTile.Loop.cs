using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

internal static unsafe partial class ThreeTapTile<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void RunAheadOfTime<P, R>(in TileRun run)
        where P : struct, IConstant
        where R : struct, IReading<L, V>
    {
        float* source = run.Source;
        float* target = run.Target;
        float* residual = run.Residual;
        nint aheadStep = run.AheadStep;
        float* ahead = run.Ahead;
        int apart = R.Permutes ? 2 * L.Count : L.Count;
        for (int tile = run.Tiles; tile > 0; tile--)
        {
            V bias = L.Load(run.Bias);
            V a0 = bias;
            V a1 = bias;
            V a2 = bias;
            V a3 = bias;
            V a4 = bias;
            V a5 = bias;
            V a6 = bias;
            V a7 = bias;
            V a8 = bias;
            V a9 = bias;
            V a10 = bias;
            V a11 = bias;
            V a12 = bias;
            V a13 = bias;
            if (residual != null)
            {
                if (P.Value > 0) { a0 = L.Add(a0, L.Load(residual + (0 * ChannelBlock.Lanes))); }
                if (P.Value > 1) { a1 = L.Add(a1, L.Load(residual + (1 * ChannelBlock.Lanes))); }
                if (P.Value > 2) { a2 = L.Add(a2, L.Load(residual + (2 * ChannelBlock.Lanes))); }
                if (P.Value > 3) { a3 = L.Add(a3, L.Load(residual + (3 * ChannelBlock.Lanes))); }
                if (P.Value > 4) { a4 = L.Add(a4, L.Load(residual + (4 * ChannelBlock.Lanes))); }
                if (P.Value > 5) { a5 = L.Add(a5, L.Load(residual + (5 * ChannelBlock.Lanes))); }
                if (P.Value > 6) { a6 = L.Add(a6, L.Load(residual + (6 * ChannelBlock.Lanes))); }
                if (P.Value > 7) { a7 = L.Add(a7, L.Load(residual + (7 * ChannelBlock.Lanes))); }
                if (P.Value > 8) { a8 = L.Add(a8, L.Load(residual + (8 * ChannelBlock.Lanes))); }
                if (P.Value > 9) { a9 = L.Add(a9, L.Load(residual + (9 * ChannelBlock.Lanes))); }
                if (P.Value > 10) { a10 = L.Add(a10, L.Load(residual + (10 * ChannelBlock.Lanes))); }
                if (P.Value > 11) { a11 = L.Add(a11, L.Load(residual + (11 * ChannelBlock.Lanes))); }
                if (P.Value > 12) { a12 = L.Add(a12, L.Load(residual + (12 * ChannelBlock.Lanes))); }
                if (P.Value > 13) { a13 = L.Add(a13, L.Load(residual + (13 * ChannelBlock.Lanes))); }
                residual += run.TargetStep;
            }

            int* offset = run.Offsets;
            int* end = offset + run.Depth;
            float* weights = run.Weights;
            for (; offset < end; offset += 3)
            {
                float* x = source + *offset;
                CacheLine.Prefetch(ahead);
                CacheLine.Prefetch(ahead + aheadStep);
                CacheLine.Prefetch(ahead + (2 * aheadStep));
                ahead += 3 * aheadStep;
                V w0 = L.Load(weights);
                V w1 = L.Load(weights + apart);
                V w2 = L.Load(weights + (2 * apart));
                V lanes = R.Permutes ? L.Load(weights + L.Count) : w0;
                weights += 3 * apart;
                { V v = R.Read(x, 0, lanes); a0 = L.Fma(v, w0, a0); }
                { V v = R.Read(x, 1, lanes); a0 = L.Fma(v, w1, a0); if (P.Value > 1) { a1 = L.Fma(v, w0, a1); } }
                if (P.Value > 0) { V v = R.Read(x, 2, lanes); a0 = L.Fma(v, w2, a0); if (P.Value > 1) { a1 = L.Fma(v, w1, a1); } if (P.Value > 2) { a2 = L.Fma(v, w0, a2); } }
                if (P.Value > 1) { V v = R.Read(x, 3, lanes); a1 = L.Fma(v, w2, a1); if (P.Value > 2) { a2 = L.Fma(v, w1, a2); } if (P.Value > 3) { a3 = L.Fma(v, w0, a3); } }
                if (P.Value > 2) { V v = R.Read(x, 4, lanes); a2 = L.Fma(v, w2, a2); if (P.Value > 3) { a3 = L.Fma(v, w1, a3); } if (P.Value > 4) { a4 = L.Fma(v, w0, a4); } }
                if (P.Value > 3) { V v = R.Read(x, 5, lanes); a3 = L.Fma(v, w2, a3); if (P.Value > 4) { a4 = L.Fma(v, w1, a4); } if (P.Value > 5) { a5 = L.Fma(v, w0, a5); } }
                if (P.Value > 4) { V v = R.Read(x, 6, lanes); a4 = L.Fma(v, w2, a4); if (P.Value > 5) { a5 = L.Fma(v, w1, a5); } if (P.Value > 6) { a6 = L.Fma(v, w0, a6); } }
                if (P.Value > 5) { V v = R.Read(x, 7, lanes); a5 = L.Fma(v, w2, a5); if (P.Value > 6) { a6 = L.Fma(v, w1, a6); } if (P.Value > 7) { a7 = L.Fma(v, w0, a7); } }
                if (P.Value > 6) { V v = R.Read(x, 8, lanes); a6 = L.Fma(v, w2, a6); if (P.Value > 7) { a7 = L.Fma(v, w1, a7); } if (P.Value > 8) { a8 = L.Fma(v, w0, a8); } }
                if (P.Value > 7) { V v = R.Read(x, 9, lanes); a7 = L.Fma(v, w2, a7); if (P.Value > 8) { a8 = L.Fma(v, w1, a8); } if (P.Value > 9) { a9 = L.Fma(v, w0, a9); } }
                if (P.Value > 8) { V v = R.Read(x, 10, lanes); a8 = L.Fma(v, w2, a8); if (P.Value > 9) { a9 = L.Fma(v, w1, a9); } if (P.Value > 10) { a10 = L.Fma(v, w0, a10); } }
                if (P.Value > 9) { V v = R.Read(x, 11, lanes); a9 = L.Fma(v, w2, a9); if (P.Value > 10) { a10 = L.Fma(v, w1, a10); } if (P.Value > 11) { a11 = L.Fma(v, w0, a11); } }
                if (P.Value > 10) { V v = R.Read(x, 12, lanes); a10 = L.Fma(v, w2, a10); if (P.Value > 11) { a11 = L.Fma(v, w1, a11); } if (P.Value > 12) { a12 = L.Fma(v, w0, a12); } }
                if (P.Value > 11) { V v = R.Read(x, 13, lanes); a11 = L.Fma(v, w2, a11); if (P.Value > 12) { a12 = L.Fma(v, w1, a12); } if (P.Value > 13) { a13 = L.Fma(v, w0, a13); } }
                if (P.Value > 12) { V v = R.Read(x, 14, lanes); a12 = L.Fma(v, w2, a12); if (P.Value > 13) { a13 = L.Fma(v, w1, a13); } }
                if (P.Value > 13) { V v = R.Read(x, 15, lanes); a13 = L.Fma(v, w2, a13); }
            }

            V floor = L.Set(run.Floor);
            V ceiling = L.Set(run.Ceiling);
            if (P.Value > 0) { Put(target, 0, a0, floor, ceiling); }
            if (P.Value > 1) { Put(target, 1, a1, floor, ceiling); }
            if (P.Value > 2) { Put(target, 2, a2, floor, ceiling); }
            if (P.Value > 3) { Put(target, 3, a3, floor, ceiling); }
            if (P.Value > 4) { Put(target, 4, a4, floor, ceiling); }
            if (P.Value > 5) { Put(target, 5, a5, floor, ceiling); }
            if (P.Value > 6) { Put(target, 6, a6, floor, ceiling); }
            if (P.Value > 7) { Put(target, 7, a7, floor, ceiling); }
            if (P.Value > 8) { Put(target, 8, a8, floor, ceiling); }
            if (P.Value > 9) { Put(target, 9, a9, floor, ceiling); }
            if (P.Value > 10) { Put(target, 10, a10, floor, ceiling); }
            if (P.Value > 11) { Put(target, 11, a11, floor, ceiling); }
            if (P.Value > 12) { Put(target, 12, a12, floor, ceiling); }
            if (P.Value > 13) { Put(target, 13, a13, floor, ceiling); }
            source += run.SourceStep;
            target += run.TargetStep;
        }
    }
}
