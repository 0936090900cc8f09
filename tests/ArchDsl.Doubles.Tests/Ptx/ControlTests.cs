using ArchDsl.Ptx;

namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>Branches, scopes, special registers and what a thread and its block do in turn.</summary>
public sealed class ControlTests
{
    [Fact]
    public void LoopsBranchEachThreadItsOwnWay()
    {
        const string Body =
            """
            mov.b32 %r1, 0;
            mov.b32 %r2, 0;
            AGAIN:
            setp.ge.u32 %p1, %r1, %t;
            @%p1 bra.uni DONE;
            add.s32 %r1, %r1, 1;
            add.s32 %r2, %r2, %r1;
            bra AGAIN;
            DONE:
            st.global.b32 [%own], %r2;
            """;
        Assert.Equal([0u, 1u, 3u, 6u, 10u], PtxRun.Words(Body, [0], threads: 5));
    }

    [Fact]
    public void SpecialRegistersTellThreadAndBlock()
    {
        const string Body =
            """
            mad.lo.s32 %r1, %ctaid.x, %ntid.x, %tid.x;
            mul.wide.u32 %rd1, %r1, 4;
            add.u64 %rd1, %out, %rd1;
            mov.u32 %r2, %laneid;
            mad.lo.s32 %r2, %nctaid.x, 1000, %r2;
            st.b32 [%rd1], %r2;
            """;
        uint[] words = PtxRun.Words(Body, [0], threads: 34, blocks: 2);
        Assert.Equal(2031u, words[31]);
        Assert.Equal(2000u, words[32]);
        Assert.Equal(2001u, words[^1]);
    }

    [Fact]
    public void NamesInBracesAreTheirOwn()
    {
        const string Body =
            """
            .reg .f32 d<64>; mov.f32 d63, 0f40000000;
            { .reg .b32 to; mov.u32 to, 5; mov.u32 %r1, to; }
            { .reg .b32 to, other<2>; mov.u32 to, 6; add.u32 %r1, to, %r1; bra OUT; OUT: }
            mov.b32 %r2, d63;
            st.global.v2.b32 [%out], {%r1, %r2};
            """;
        Assert.Equal([11u, 0x40000000u], PtxRun.Words(Body, [0], outputs: 2));
    }

    [Fact]
    public void BranchesByIndex()
    {
        const string Body =
            """
            LIST: .branchtargets ONE, TWO;
            brx.idx %t, LIST;
            ONE: mov.b32 %r1, 10; bra DONE;
            TWO: mov.b32 %r1, 20;
            DONE: st.global.b32 [%own], %r1;
            """;
        Assert.Equal([10u, 20u], PtxRun.Words(Body, [0], threads: 2));
    }

    [Theory]
    [InlineData("frob.b32 %r1, %r2;", "not known")]
    [InlineData("add.ftz.f32 %f1, %f2, %f3;", "ftz")]
    [InlineData("add.s32 %r1, %f1, %r2;", "%f1")]
    [InlineData("add.s32 %r1, %rd1, %r2;", "%rd1")]
    [InlineData("add.f32 %f1, %f2, 1;", "number")]
    [InlineData("mov.b32 %r1, nowhere;", "nowhere")]
    [InlineData("bra NOWHERE;", "NOWHERE")]
    [InlineData("div.f32 %f1, %f2, %f3;", "rounding")]
    [InlineData(".reg .b32 %r1;", "twice")]
    [InlineData("{ .reg .b32 inner; } mov.b32 %r1, inner;", "inner")]
    [InlineData(".shared .align 16 .b8 large[49156];", "49156")]
    [InlineData("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%f0,%f1,%f2,%f3}, {%f0,%f1,%f2,%f3}, {%r0,%r1}, {%f0,%f1,%f2,%f3};", "%f0")]
    public void WhatIsNotKnownIsNamed(string instruction, string text)
    {
        var refused = Assert.Throws<PtxSyntaxException>(() => PtxModule.Parse(PtxRun.Module(instruction)));
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.Equal(26, refused.Line);
    }

    [Fact]
    public void ABlockIsNoLargerThanTheEntrySays()
    {
        PtxModule module = PtxModule.Parse(PtxRun.Module("", ".maxntid 32, 1, 1"));
        Assert.Equal([("_in_1", 0, 16), ("_out_2", 16, 16), ("_count_3", 32, 4)], module.Parameters("Kernel").Select(p => (p.Name, p.Offset, p.Bytes)));
        Assert.True(PtxRun.Launch(module, new PtxMemory(), 0, 0, 32) > 32);
        Assert.Throws<PtxFaultException>(() => PtxRun.Launch(module, new PtxMemory(), 0, 0, 33));
    }
}
