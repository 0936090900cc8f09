using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

internal static unsafe partial class Tile<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void RunAheadOfTime<P, S, R>(in TileRun run)
        where P : struct, IConstant
        where S : struct, IConstant
        where R : struct, IReading<L, V>
    {
        float* source = run.Source;
        float* target = run.Target;
        float* residual = run.Residual;
        nint second = run.Second;
        nint apart = run.ResidualSecond;
        nint sourceAhead = run.SourceAhead;
        nint aheadStep = run.AheadStep;
        nint half = aheadStep / 2;
        float* ahead = run.Ahead;
        nint weightStep = run.WeightStep;
        for (int tile = run.Tiles; tile > 0; tile--)
        {
            V bias0 = L.Load(run.Bias);
            V bias1 = S.Value > 1 ? L.Load(run.Bias + L.Count) : bias0;
            V a0 = bias0, b0 = bias1;
            V a1 = bias0, b1 = bias1;
            V a2 = bias0, b2 = bias1;
            V a3 = bias0, b3 = bias1;
            V a4 = bias0, b4 = bias1;
            V a5 = bias0, b5 = bias1;
            V a6 = bias0, b6 = bias1;
            V a7 = bias0, b7 = bias1;
            V a8 = bias0, b8 = bias1;
            V a9 = bias0, b9 = bias1;
            V a10 = bias0, b10 = bias1;
            V a11 = bias0, b11 = bias1;
            V a12 = bias0, b12 = bias1;
            V a13 = bias0, b13 = bias1;
            if (residual != null)
            {
                if (P.Value > 0) { a0 = Plus(a0, residual, 0); if (S.Value > 1) { b0 = Plus(b0, residual + apart, 0); } }
                if (P.Value > 1) { a1 = Plus(a1, residual, 1); if (S.Value > 1) { b1 = Plus(b1, residual + apart, 1); } }
                if (P.Value > 2) { a2 = Plus(a2, residual, 2); if (S.Value > 1) { b2 = Plus(b2, residual + apart, 2); } }
                if (P.Value > 3) { a3 = Plus(a3, residual, 3); if (S.Value > 1) { b3 = Plus(b3, residual + apart, 3); } }
                if (P.Value > 4) { a4 = Plus(a4, residual, 4); if (S.Value > 1) { b4 = Plus(b4, residual + apart, 4); } }
                if (P.Value > 5) { a5 = Plus(a5, residual, 5); if (S.Value > 1) { b5 = Plus(b5, residual + apart, 5); } }
                if (P.Value > 6) { a6 = Plus(a6, residual, 6); if (S.Value > 1) { b6 = Plus(b6, residual + apart, 6); } }
                if (P.Value > 7) { a7 = Plus(a7, residual, 7); if (S.Value > 1) { b7 = Plus(b7, residual + apart, 7); } }
                if (P.Value > 8) { a8 = Plus(a8, residual, 8); if (S.Value > 1) { b8 = Plus(b8, residual + apart, 8); } }
                if (P.Value > 9) { a9 = Plus(a9, residual, 9); if (S.Value > 1) { b9 = Plus(b9, residual + apart, 9); } }
                if (P.Value > 10) { a10 = Plus(a10, residual, 10); if (S.Value > 1) { b10 = Plus(b10, residual + apart, 10); } }
                if (P.Value > 11) { a11 = Plus(a11, residual, 11); if (S.Value > 1) { b11 = Plus(b11, residual + apart, 11); } }
                if (P.Value > 12) { a12 = Plus(a12, residual, 12); if (S.Value > 1) { b12 = Plus(b12, residual + apart, 12); } }
                if (P.Value > 13) { a13 = Plus(a13, residual, 13); if (S.Value > 1) { b13 = Plus(b13, residual + apart, 13); } }
                residual += run.TargetStep;
            }

            int* offset = run.Offsets;
            int* end = offset + run.Depth;
            float* weights = run.Weights;
            for (; offset < end; offset++)
            {
                float* x = source + *offset;
                if (R.Step == ChannelBlock.Lanes)
                {
                    CacheLine.Prefetch(x + sourceAhead + ((*offset & (ChannelBlock.Lanes - 1)) * ChannelBlock.Lanes));
                }

                CacheLine.Prefetch(ahead);
                if (S.Value * L.Count > ChannelBlock.Lanes)
                {
                    CacheLine.Prefetch(ahead + half);
                }

                ahead += aheadStep;
                V w0 = L.Load(weights);
                V w1 = S.Value > 1 || R.Permutes ? L.Load(weights + L.Count) : w0;
                weights += weightStep;
                if (P.Value > 0) { V v = R.Read(x, 0, w1); a0 = L.Fma(v, w0, a0); if (S.Value > 1) { b0 = L.Fma(v, w1, b0); } }
                if (P.Value > 1) { V v = R.Read(x, 1, w1); a1 = L.Fma(v, w0, a1); if (S.Value > 1) { b1 = L.Fma(v, w1, b1); } }
                if (P.Value > 2) { V v = R.Read(x, 2, w1); a2 = L.Fma(v, w0, a2); if (S.Value > 1) { b2 = L.Fma(v, w1, b2); } }
                if (P.Value > 3) { V v = R.Read(x, 3, w1); a3 = L.Fma(v, w0, a3); if (S.Value > 1) { b3 = L.Fma(v, w1, b3); } }
                if (P.Value > 4) { V v = R.Read(x, 4, w1); a4 = L.Fma(v, w0, a4); if (S.Value > 1) { b4 = L.Fma(v, w1, b4); } }
                if (P.Value > 5) { V v = R.Read(x, 5, w1); a5 = L.Fma(v, w0, a5); if (S.Value > 1) { b5 = L.Fma(v, w1, b5); } }
                if (P.Value > 6) { V v = R.Read(x, 6, w1); a6 = L.Fma(v, w0, a6); if (S.Value > 1) { b6 = L.Fma(v, w1, b6); } }
                if (P.Value > 7) { V v = R.Read(x, 7, w1); a7 = L.Fma(v, w0, a7); if (S.Value > 1) { b7 = L.Fma(v, w1, b7); } }
                if (P.Value > 8) { V v = R.Read(x, 8, w1); a8 = L.Fma(v, w0, a8); if (S.Value > 1) { b8 = L.Fma(v, w1, b8); } }
                if (P.Value > 9) { V v = R.Read(x, 9, w1); a9 = L.Fma(v, w0, a9); if (S.Value > 1) { b9 = L.Fma(v, w1, b9); } }
                if (P.Value > 10) { V v = R.Read(x, 10, w1); a10 = L.Fma(v, w0, a10); if (S.Value > 1) { b10 = L.Fma(v, w1, b10); } }
                if (P.Value > 11) { V v = R.Read(x, 11, w1); a11 = L.Fma(v, w0, a11); if (S.Value > 1) { b11 = L.Fma(v, w1, b11); } }
                if (P.Value > 12) { V v = R.Read(x, 12, w1); a12 = L.Fma(v, w0, a12); if (S.Value > 1) { b12 = L.Fma(v, w1, b12); } }
                if (P.Value > 13) { V v = R.Read(x, 13, w1); a13 = L.Fma(v, w0, a13); if (S.Value > 1) { b13 = L.Fma(v, w1, b13); } }
            }

            if (run.Slope != 1f)
            {
                V slope = L.Set(run.Slope);
                if (P.Value > 0) { a0 = Leak(a0, slope); if (S.Value > 1) { b0 = Leak(b0, slope); } }
                if (P.Value > 1) { a1 = Leak(a1, slope); if (S.Value > 1) { b1 = Leak(b1, slope); } }
                if (P.Value > 2) { a2 = Leak(a2, slope); if (S.Value > 1) { b2 = Leak(b2, slope); } }
                if (P.Value > 3) { a3 = Leak(a3, slope); if (S.Value > 1) { b3 = Leak(b3, slope); } }
                if (P.Value > 4) { a4 = Leak(a4, slope); if (S.Value > 1) { b4 = Leak(b4, slope); } }
                if (P.Value > 5) { a5 = Leak(a5, slope); if (S.Value > 1) { b5 = Leak(b5, slope); } }
                if (P.Value > 6) { a6 = Leak(a6, slope); if (S.Value > 1) { b6 = Leak(b6, slope); } }
                if (P.Value > 7) { a7 = Leak(a7, slope); if (S.Value > 1) { b7 = Leak(b7, slope); } }
                if (P.Value > 8) { a8 = Leak(a8, slope); if (S.Value > 1) { b8 = Leak(b8, slope); } }
                if (P.Value > 9) { a9 = Leak(a9, slope); if (S.Value > 1) { b9 = Leak(b9, slope); } }
                if (P.Value > 10) { a10 = Leak(a10, slope); if (S.Value > 1) { b10 = Leak(b10, slope); } }
                if (P.Value > 11) { a11 = Leak(a11, slope); if (S.Value > 1) { b11 = Leak(b11, slope); } }
                if (P.Value > 12) { a12 = Leak(a12, slope); if (S.Value > 1) { b12 = Leak(b12, slope); } }
                if (P.Value > 13) { a13 = Leak(a13, slope); if (S.Value > 1) { b13 = Leak(b13, slope); } }
            }

            V floor = L.Set(run.Floor);
            V ceiling = L.Set(run.Ceiling);
            if (P.Value > 0) { Put(target, 0, a0, floor, ceiling); if (S.Value > 1) { Put(target + second, 0, b0, floor, ceiling); } }
            if (P.Value > 1) { Put(target, 1, a1, floor, ceiling); if (S.Value > 1) { Put(target + second, 1, b1, floor, ceiling); } }
            if (P.Value > 2) { Put(target, 2, a2, floor, ceiling); if (S.Value > 1) { Put(target + second, 2, b2, floor, ceiling); } }
            if (P.Value > 3) { Put(target, 3, a3, floor, ceiling); if (S.Value > 1) { Put(target + second, 3, b3, floor, ceiling); } }
            if (P.Value > 4) { Put(target, 4, a4, floor, ceiling); if (S.Value > 1) { Put(target + second, 4, b4, floor, ceiling); } }
            if (P.Value > 5) { Put(target, 5, a5, floor, ceiling); if (S.Value > 1) { Put(target + second, 5, b5, floor, ceiling); } }
            if (P.Value > 6) { Put(target, 6, a6, floor, ceiling); if (S.Value > 1) { Put(target + second, 6, b6, floor, ceiling); } }
            if (P.Value > 7) { Put(target, 7, a7, floor, ceiling); if (S.Value > 1) { Put(target + second, 7, b7, floor, ceiling); } }
            if (P.Value > 8) { Put(target, 8, a8, floor, ceiling); if (S.Value > 1) { Put(target + second, 8, b8, floor, ceiling); } }
            if (P.Value > 9) { Put(target, 9, a9, floor, ceiling); if (S.Value > 1) { Put(target + second, 9, b9, floor, ceiling); } }
            if (P.Value > 10) { Put(target, 10, a10, floor, ceiling); if (S.Value > 1) { Put(target + second, 10, b10, floor, ceiling); } }
            if (P.Value > 11) { Put(target, 11, a11, floor, ceiling); if (S.Value > 1) { Put(target + second, 11, b11, floor, ceiling); } }
            if (P.Value > 12) { Put(target, 12, a12, floor, ceiling); if (S.Value > 1) { Put(target + second, 12, b12, floor, ceiling); } }
            if (P.Value > 13) { Put(target, 13, a13, floor, ceiling); if (S.Value > 1) { Put(target + second, 13, b13, floor, ceiling); } }
            source += run.SourceStep;
            target += run.TargetStep;
        }
    }
}
