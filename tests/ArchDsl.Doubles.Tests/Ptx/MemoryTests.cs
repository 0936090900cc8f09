using ArchDsl.Ptx;

namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>Loads and stores in every state space, and what is wrong with them.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void VectorsOfWordsGoThroughSharedMemory()
    {
        const string Body =
            """
            .shared .align 16 .b8 first[16];
            .shared .align 16 .b8 tile[1024];
            mov.b64 %rd1, tile;
            mul.wide.u32 %rd2, %t, 16;
            add.u64 %rd3, %in, %rd2;
            add.u64 %rd4, %rd1, %rd2;
            ld.v4.f32 {%f1, %f2, %f3, %f4}, [%rd3];
            st.shared.v4.f32 [%rd4], {%f4, %f3, %f2, %f1};
            bar.sync 0;
            ld.shared.v2.b32 {%r1, %r2}, [tile+24];
            mov.u32 %r3, tile;
            ld.shared.b32 %r4, [%r3+12];
            cvta.shared.u64 %rd5, %rd1;
            ld.b32 %r5, [%rd5+8];
            cvta.to.shared.u64 %rd6, %rd5;
            ld.shared.b32 %r6, [%rd6+4];
            @%p0 bra SKIP;
            st.global.v4.b32 [%out], {%r1, %r2, %r4, %r5};
            st.global.b32 [%out+16], %r6;
            SKIP:
            """;
        uint[] words = PtxRun.Words("setp.ne.u32 %p0, %t, 0;" + Body, [1, 2, 3, 4, 5, 6, 7, 8], threads: 2, outputs: 5);
        Assert.Equal([6u, 5u, 1u, 2u, 3u], words);
    }

    [Fact]
    public void LocalMemoryIsAThreadsOwn()
    {
        const string Body =
            """
            .local .align 4 .b8 depot[8];
            mov.b64 %rd1, depot;
            st.local.b32 [%rd1+4], %t;
            cvta.local.u64 %rd2, %rd1;
            ld.b32 %r1, [%rd2+4];
            st.global.b32 [%own], %r1;
            """;
        Assert.Equal([0u, 1u, 2u], PtxRun.Words(Body, [0], threads: 3));
    }

    [Fact]
    public void NarrowLoadsFillTheRegister()
    {
        const string Body = "ld.global.s8 %r1, [%in]; ld.global.u8 %r2, [%in]; ld.global.s16 %r3, [%in+2]; ld.global.nc.u32 %rd1, [%in+4]; cvt.u32.u64 %r4, %rd1; st.global.v4.b32 [%out], {%r1, %r2, %r3, %r4};";
        Assert.Equal([0xFFFFFFF0u, 0xF0u, 0xFFFF8001u, 9u], PtxRun.Words(Body, [0x800100F0, 9], outputs: 4));
    }

    [Theory]
    [InlineData("ld.global.b32 %r1, [%in+16];", "outside of buffer in")]
    [InlineData("ld.global.b32 %r1, [%in+-4];", "in no buffer")]
    [InlineData("ld.global.v4.b32 {%r1, %r2, %r3, %r4}, [%in+8];", "outside of buffer in")]
    [InlineData("ld.global.b32 %r1, [%in+2];", "not aligned")]
    [InlineData("ld.global.v2.b32 {%r1, %r2}, [%in+4];", "not aligned")]
    [InlineData("st.global.b32 [%out+16], 1;", "outside of buffer out")]
    [InlineData("ld.global.b32 %r1, [%out];", "nobody has written offset 0 of buffer out")]
    [InlineData(".shared .align 4 .b8 s[16]; ld.shared.b32 %r1, [s+4];", "nobody has written offset 4 of shared memory")]
    [InlineData(".shared .align 4 .b8 s[16]; st.shared.b32 [s+16], 1;", "outside of shared memory")]
    [InlineData(".shared .align 4 .b8 s[16]; mov.b64 %rd1, s; st.b32 [%rd1], 1;", "cvta")]
    [InlineData(".shared .align 4 .b8 s[16]; mov.b64 %rd1, s; cvta.shared.u64 %rd1, %rd1; st.global.b32 [%rd1], 1;", "in no buffer")]
    [InlineData(".shared .align 4 .b8 s[16]; mov.b64 %rd1, s; cvta.shared.u64 %rd1, %rd1; st.shared.b32 [%rd1], 1;", "outside of shared memory")]
    [InlineData(".local .align 4 .b8 s[16]; ld.local.b32 %r1, [s];", "nobody has written offset 0 of local memory")]
    [InlineData("ld.b32 %r1, [%rd5];", "in no buffer")]
    public void WrongAccessesAreFaults(string body, string text) => PtxRun.Faults(body, text);

    [Theory]
    [InlineData("ld.param.b64 %rd1, [_in_1+12];")]
    [InlineData("ld.param.b32 %r1, [_count_3+4];")]
    public void ParametersHaveBounds(string body) => Assert.Throws<PtxSyntaxException>(() => PtxModule.Parse(PtxRun.Module(body)));

    [Fact]
    public void TheHostHasBoundsToo()
    {
        var memory = new PtxMemory();
        ulong buffer = memory.Allocate(8, "two");
        memory.Write<uint>(buffer + 4, [7]);
        var words = new uint[1];
        memory.Read<uint>(buffer + 4, words);
        Assert.Equal(7u, words[0]);
        Assert.Throws<PtxFaultException>(() => memory.Read<uint>(buffer, words));
        Assert.Throws<PtxFaultException>(() => memory.Write<uint>(buffer + 8, [7]));
        Assert.Equal(8, memory.Peek(buffer, 8).Length);
    }
}
