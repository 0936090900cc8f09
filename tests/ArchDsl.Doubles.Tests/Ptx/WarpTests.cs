namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>What the lanes of a warp do together.</summary>
public sealed class WarpTests
{
    [Theory]
    [InlineData("shfl.sync.bfly.b32 %r1|%p1, %t, 1, 31, 0xFFFFFFFF;", 5, 4u)]
    [InlineData("shfl.sync.down.b32 %r1|%p1, %t, 16, 31, -1;", 5, 21u)]
    [InlineData("shfl.sync.down.b32 %r1|%p1, %t, 16, 31, -1;", 20, 1020u)]
    [InlineData("shfl.sync.up.b32 %r1|%p1, %t, 2, 0, -1;", 5, 3u)]
    [InlineData("shfl.sync.up.b32 %r1|%p1, %t, 2, 0, -1;", 1, 1001u)]
    [InlineData("shfl.sync.idx.b32 %r1|%p1, %t, 3, 31, -1;", 9, 3u)]
    [InlineData("shfl.sync.idx.b32 %r1|%p1, %t, 3, 0x1807, -1;", 9, 11u)]
    public void ShufflesTakeAnothersValue(string shuffle, int lane, uint expected)
    {
        uint[] words = PtxRun.Words("mov.pred %p1, 0;" + shuffle + "@!%p1 add.s32 %r1, %r1, 1000; st.global.b32 [%own], %r1;", [0], threads: 64);
        Assert.Equal(expected, words[lane]);
    }

    [Theory]
    [InlineData("setp.eq.u32 %p1, %t, 3; @%p1 bra OUT; shfl.sync.bfly.b32 %r1, %t, 1, 31, -1; OUT:", 32, "thread 3 has ended")]
    [InlineData("setp.eq.u32 %p1, %t, 3; @%p1 shfl.sync.bfly.b32 %r1, %t, 1, 31, 1;", 32, "mask")]
    [InlineData("shfl.sync.bfly.b32 %r1, %t, 1, 31, -1;", 16, "mask")]
    public void LanesThatStayAwayAreFaults(string body, int threads, string text) => PtxRun.Faults(body, text, threads);

    [Fact]
    public void MultipliesMatrices()
    {
        var random = new Random(5);
        float[] values = Enumerable.Range(0, 16 * 8 * 2 + 8 * 8).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
        const string Body =
            """
            { .reg .b32 g, m, at, a<4>, b<2>; .reg .f32 c<4>, d<4>; .reg .b64 p;
            shr.u32 g, %t, 2; and.b32 m, %t, 3;
            mad.lo.u32 at, g, 8, m; mul.wide.u32 p, at, 4; add.u64 p, p, %in;
            ld.global.b32 a0, [p]; ld.global.b32 a1, [p+256]; ld.global.b32 a2, [p+16]; ld.global.b32 a3, [p+272];
            mad.lo.u32 at, m, 8, g; mul.wide.u32 p, at, 4; add.u64 p, p, %in;
            ld.global.b32 b0, [p+512]; ld.global.b32 b1, [p+640];
            mad.lo.u32 at, m, 2, 0; mad.lo.u32 at, g, 8, at; mul.wide.u32 p, at, 4; add.u64 %rd1, p, %in;
            ld.global.v2.f32 {c0, c1}, [%rd1+768]; ld.global.v2.f32 {c2, c3}, [%rd1+1024];
            mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {d0,d1,d2,d3}, {a0,a1,a2,a3}, {b0,b1}, {c0,c1,c2,c3};
            add.u64 %rd1, p, %out; st.global.v2.f32 [%rd1], {d0, d1}; st.global.v2.f32 [%rd1+256], {d2, d3}; }
            """;
        float[] product = PtxRun.Floats(Body, values, threads: 32, outputs: 128);
        for (int row = 0; row < 16; row++)
        {
            for (int column = 0; column < 8; column++)
            {
                double expected = values[192 + (row * 8) + column];
                for (int k = 0; k < 8; k++)
                {
                    expected += (double)Truncated(values[(row * 8) + k]) * Truncated(values[128 + (k * 8) + column]);
                }

                Assert.Equal(expected, product[(row * 8) + column], 1e-6);
            }
        }
    }

    [Fact]
    public void LoadsMatricesOfNeighbours()
    {
        const string Body =
            """
            .shared .align 16 .b8 s[512];
            mul.wide.u32 %rd1, %t, 16; add.u64 %rd2, %in, %rd1; mov.b64 %rd3, s; add.u64 %rd4, %rd3, %rd1;
            ld.global.v4.b32 {%r1, %r2, %r3, %r4}, [%rd2]; st.shared.v4.b32 [%rd4], {%r1, %r2, %r3, %r4}; bar.sync 0;
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r1, %r2, %r3, %r4}, [%rd4];
            add.u64 %rd2, %out, %rd1; st.global.v4.b32 [%rd2], {%r1, %r2, %r3, %r4};
            """;
        uint[] words = PtxRun.Words(Body, Enumerable.Range(0, 128).Select(i => (uint)i).ToArray(), threads: 32, outputs: 128);
        for (int lane = 0; lane < 32; lane++)
        {
            Assert.Equal(Enumerable.Range(0, 4).Select(m => (uint)((m * 32) + lane)), words[(lane * 4)..((lane * 4) + 4)]);
        }
    }

    private static float Truncated(float value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & ~0x1FFFU);
}
