namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>What threads of a block see of one another, and when they may.</summary>
public sealed class BarrierTests
{
    private const string Shared = ".shared .align 4 .b8 s[1024]; mul.lo.u32 %r1, %t, 4; mov.u32 %r2, s; add.u32 %r1, %r1, %r2; mov.u32 %r9, s;";

    [Fact]
    public void WhatABarrierSeparatesIsSeen()
    {
        const string Body = Shared + "xor.b32 %r3, %t, 63; shl.b32 %r3, %r3, 2; add.u32 %r3, %r3, %r2; st.shared.b32 [%r1], %t; barrier.sync.aligned 0; ld.shared.b32 %r4, [%r3]; st.global.b32 [%own], %r4;";
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (uint)(63 - i)), PtxRun.Words(Body, [0], threads: 64));
    }

    [Theory]
    [InlineData("st.shared.b32 [%r9], 1;", "wrote with no barrier between")]
    [InlineData("st.shared.b32 [%r1], 1; ld.shared.b32 %r4, [%r9];", "wrote with no barrier between")]
    [InlineData("st.shared.b32 [%r1], 1; bar.sync 0; ld.shared.b32 %r4, [%r9]; setp.eq.u32 %p1, %t, 1; @%p1 st.shared.b32 [%r9], 1;", "several threads read with no barrier between")]
    [InlineData("setp.eq.u32 %p1, %t, 0; @%p1 bar.sync 0;", "has ended")]
    [InlineData("setp.eq.u32 %p1, %t, 0; @%p1 bar.sync 0; bar.sync 0;", "waits at line")]
    [InlineData("setp.eq.u32 %p1, %t, 0; @%p1 trap;", "trap")]
    public void MeetingsWithoutABarrierAreFaults(string body, string text) => PtxRun.Faults(Shared + body, text, threads: 40);

    [Fact]
    public void ABarrierOfTheWarpServesItsLanes()
    {
        const string Body = Shared + "st.shared.b32 [%r1], %t; bar.warp.sync 0xFFFFFFFF; xor.b32 %r3, %t, 1; shl.b32 %r3, %r3, 2; add.u32 %r3, %r3, %r2; ld.shared.b32 %r4, [%r3]; bar.warp.sync 0xFFFFFFFF; st.shared.b32 [%r1], %r4; st.global.b32 [%own], %r4;";
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (uint)(i ^ 1)), PtxRun.Words(Body, [0], threads: 64));
    }

    [Fact]
    public void ABarrierOfTheWarpDoesNotServeOtherWarps() =>
        PtxRun.Faults(Shared + "st.shared.b32 [%r1], %t; bar.warp.sync 0xFFFFFFFF; ld.shared.b32 %r4, [%r9];", "thread 32 reads offset 0", threads: 64);

    [Fact]
    public void EveryBlockBeginsWithSharedMemoryUnwritten()
    {
        const string Body = Shared + "setp.ne.u32 %p1, %ctaid.x, 0; @!%p1 st.shared.b32 [%r9], 1; ld.shared.b32 %r3, [%r9];";
        var fault = Assert.Throws<ArchDsl.Ptx.PtxFaultException>(() => PtxRun.Words(Body, [0], blocks: 2));
        Assert.Contains("block (1, 0, 0)", fault.Message, StringComparison.Ordinal);
    }
}
