namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary><c>cp.async</c> brings its bytes when they are waited for, and not before.</summary>
public sealed class AsyncCopyTests
{
    // Every thread copies 16 bytes; it then reads the last word of its neighbour's.
    private const string Copy =
        """
        .shared .align 16 .b8 s[1024];
        mul.wide.u32 %rd1, %t, 16; add.u64 %rd2, %in, %rd1;
        mov.u32 %r1, s; shl.b32 %r2, %t, 4; add.u32 %r2, %r2, %r1;
        cp.async.cg.shared.global [%r2], [%rd2], 16;
        """;

    private const string ReadNeighbour = "xor.b32 %r3, %r2, 16; ld.shared.b32 %r4, [%r3+12]; st.global.b32 [%own], %r4; END:";

    private static readonly uint[] Input = Enumerable.Range(1, 8).Select(i => (uint)i).ToArray();

    [Theory]
    [InlineData("cp.async.wait_all;")]
    [InlineData("cp.async.commit_group; cp.async.wait_group 0;")]
    [InlineData("cp.async.commit_group; cp.async.commit_group; cp.async.wait_group 1;")]
    public void ArrivesBehindWaitAndBarrier(string wait) =>
        Assert.Equal([8u, 4u], PtxRun.Words(Copy + wait + "bar.sync 0;" + ReadNeighbour, Input, threads: 2));

    [Theory]
    [InlineData("bar.sync 0;", "nobody has waited for")]
    [InlineData("cp.async.commit_group; bar.sync 0;", "nobody has waited for")]
    [InlineData("cp.async.commit_group; cp.async.wait_group 1; bar.sync 0;", "nobody has waited for")]
    [InlineData("cp.async.wait_group 0; bar.sync 0;", "nobody has waited for")]
    [InlineData("cp.async.wait_all;", "nobody has written offset 28 of shared memory")]
    [InlineData("cp.async.wait_all; setp.eq.u32 %p1, %t, 0; @%p1 bra END;", "thread 1 reads offset 12 of shared memory, which thread 0 wrote with no barrier between")]
    [InlineData("st.shared.b32 [%r2], 1;", "nobody has waited for")]
    public void AMissingWaitOrBarrierIsAFault(string wait, string text) => PtxRun.Faults(Copy + wait + ReadNeighbour, text, threads: 2, inputs: 8);

    [Theory]
    [InlineData(16, new uint[] { 1, 2, 3, 4 })]
    [InlineData(8, new uint[] { 1, 2, 0, 0 })]
    [InlineData(0, new uint[] { 0, 0, 0, 0 })]
    public void AShortSourceIsFilledWithZeros(int bytes, uint[] expected)
    {
        string body = $".shared .align 16 .b8 s[16]; mov.b64 %rd1, s; mov.b32 %r1, {bytes}; cp.async.ca.shared.global.L2::128B [%rd1], [%in], 16, %r1; cp.async.wait_all; ld.shared.v4.b32 {{%r1, %r2, %r3, %r4}}, [s]; st.global.v4.b32 [%out], {{%r1, %r2, %r3, %r4}};";
        Assert.Equal(expected, PtxRun.Words(body, [1, 2, 3, 4], outputs: 4));
    }

    [Fact]
    public void NothingIsReadOfAnEmptySource() =>
        Assert.Equal([0u], PtxRun.Words(".shared .align 4 .b8 s[4]; cp.async.ca.shared.global [s], [%in+400], 4, 0; cp.async.wait_all; ld.shared.b32 %r1, [s]; st.global.b32 [%out], %r1;", [1]));

    [Theory]
    [InlineData("cp.async.ca.shared.global [s], [%in+16], 4;", "outside of buffer in")]
    [InlineData("cp.async.ca.shared.global [s+2], [%in], 4;", "not aligned")]
    [InlineData("cp.async.cg.shared.global [s], [%in+4], 16, 4;", "not aligned")]
    [InlineData("cp.async.ca.shared.global [s+16], [%in], 4;", "outside of shared memory")]
    [InlineData("cp.async.ca.shared.global [s], [%out], 4;", "nobody has written")]
    [InlineData("mov.b32 %r1, 8; cp.async.ca.shared.global [s], [%in], 4, %r1;", "a source of 8 bytes")]
    public void WrongCopiesAreFaults(string copy, string text) => PtxRun.Faults(".shared .align 16 .b8 s[16];" + copy, text);
}
