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
        nint apart = run.WeightStep;
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
                if (P.Value > 0) { a0 = Tile<L, V>.Plus(a0, residual, 0); }
                if (P.Value > 1) { a1 = Tile<L, V>.Plus(a1, residual, 1); }
                if (P.Value > 2) { a2 = Tile<L, V>.Plus(a2, residual, 2); }
                if (P.Value > 3) { a3 = Tile<L, V>.Plus(a3, residual, 3); }
                if (P.Value > 4) { a4 = Tile<L, V>.Plus(a4, residual, 4); }
                if (P.Value > 5) { a5 = Tile<L, V>.Plus(a5, residual, 5); }
                if (P.Value > 6) { a6 = Tile<L, V>.Plus(a6, residual, 6); }
                if (P.Value > 7) { a7 = Tile<L, V>.Plus(a7, residual, 7); }
                if (P.Value > 8) { a8 = Tile<L, V>.Plus(a8, residual, 8); }
                if (P.Value > 9) { a9 = Tile<L, V>.Plus(a9, residual, 9); }
                if (P.Value > 10) { a10 = Tile<L, V>.Plus(a10, residual, 10); }
                if (P.Value > 11) { a11 = Tile<L, V>.Plus(a11, residual, 11); }
                if (P.Value > 12) { a12 = Tile<L, V>.Plus(a12, residual, 12); }
                if (P.Value > 13) { a13 = Tile<L, V>.Plus(a13, residual, 13); }
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

            if (run.Slope != 1f)
            {
                V slope = L.Set(run.Slope);
                if (P.Value > 0) { a0 = Tile<L, V>.Leak(a0, slope); }
                if (P.Value > 1) { a1 = Tile<L, V>.Leak(a1, slope); }
                if (P.Value > 2) { a2 = Tile<L, V>.Leak(a2, slope); }
                if (P.Value > 3) { a3 = Tile<L, V>.Leak(a3, slope); }
                if (P.Value > 4) { a4 = Tile<L, V>.Leak(a4, slope); }
                if (P.Value > 5) { a5 = Tile<L, V>.Leak(a5, slope); }
                if (P.Value > 6) { a6 = Tile<L, V>.Leak(a6, slope); }
                if (P.Value > 7) { a7 = Tile<L, V>.Leak(a7, slope); }
                if (P.Value > 8) { a8 = Tile<L, V>.Leak(a8, slope); }
                if (P.Value > 9) { a9 = Tile<L, V>.Leak(a9, slope); }
                if (P.Value > 10) { a10 = Tile<L, V>.Leak(a10, slope); }
                if (P.Value > 11) { a11 = Tile<L, V>.Leak(a11, slope); }
                if (P.Value > 12) { a12 = Tile<L, V>.Leak(a12, slope); }
                if (P.Value > 13) { a13 = Tile<L, V>.Leak(a13, slope); }
            }

            V floor = L.Set(run.Floor);
            V ceiling = L.Set(run.Ceiling);
            if (P.Value > 0) { Tile<L, V>.Put(target, 0, a0, floor, ceiling); }
            if (P.Value > 1) { Tile<L, V>.Put(target, 1, a1, floor, ceiling); }
            if (P.Value > 2) { Tile<L, V>.Put(target, 2, a2, floor, ceiling); }
            if (P.Value > 3) { Tile<L, V>.Put(target, 3, a3, floor, ceiling); }
            if (P.Value > 4) { Tile<L, V>.Put(target, 4, a4, floor, ceiling); }
            if (P.Value > 5) { Tile<L, V>.Put(target, 5, a5, floor, ceiling); }
            if (P.Value > 6) { Tile<L, V>.Put(target, 6, a6, floor, ceiling); }
            if (P.Value > 7) { Tile<L, V>.Put(target, 7, a7, floor, ceiling); }
            if (P.Value > 8) { Tile<L, V>.Put(target, 8, a8, floor, ceiling); }
            if (P.Value > 9) { Tile<L, V>.Put(target, 9, a9, floor, ceiling); }
            if (P.Value > 10) { Tile<L, V>.Put(target, 10, a10, floor, ceiling); }
            if (P.Value > 11) { Tile<L, V>.Put(target, 11, a11, floor, ceiling); }
            if (P.Value > 12) { Tile<L, V>.Put(target, 12, a12, floor, ceiling); }
            if (P.Value > 13) { Tile<L, V>.Put(target, 13, a13, floor, ceiling); }
            source += run.SourceStep;
            target += run.TargetStep;
        }
    }
}
