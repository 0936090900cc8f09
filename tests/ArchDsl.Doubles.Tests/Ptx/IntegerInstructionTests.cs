namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>Integers, bits and predicates give what the instruction set says.</summary>
public sealed class IntegerInstructionTests
{
    [Theory]
    [InlineData("add.s32 %r3, %r1, %r2;", 7u, 0xFFFFFFFEu, 5u)]
    [InlineData("sub.s32 %r3, %r1, %r2;", 3u, 5u, 0xFFFFFFFEu)]
    [InlineData("mul.lo.s32 %r3, %r1, %r2;", 0x10001u, 0x10001u, 0x20001u)]
    [InlineData("mul.hi.s32 %r3, %r1, %r2;", 0xFFFFFFFFu, 2u, 0xFFFFFFFFu)]
    [InlineData("mul.hi.u32 %r3, %r1, %r2;", 0xFFFFFFFFu, 2u, 1u)]
    [InlineData("mad.lo.s32 %r3, %r1, %r2, 7;", 3u, 5u, 22u)]
    [InlineData("div.s32 %r3, %r1, %r2;", 0xFFFFFFF9u, 2u, 0xFFFFFFFDu)]
    [InlineData("div.u32 %r3, %r1, %r2;", 0xFFFFFFF9u, 2u, 0x7FFFFFFCu)]
    [InlineData("rem.s32 %r3, %r1, %r2;", 0xFFFFFFF9u, 4u, 0xFFFFFFFDu)]
    [InlineData("rem.u32 %r3, %r1, %r2;", 0xFFFFFFF9u, 4u, 1u)]
    [InlineData("min.s32 %r3, %r1, %r2;", 0xFFFFFFFFu, 1u, 0xFFFFFFFFu)]
    [InlineData("min.u32 %r3, %r1, %r2;", 0xFFFFFFFFu, 1u, 1u)]
    [InlineData("max.s32 %r3, %r1, %r2;", 0xFFFFFFFFu, 1u, 1u)]
    [InlineData("neg.s32 %r3, %r1;", 5u, 0u, 0xFFFFFFFBu)]
    [InlineData("abs.s32 %r3, %r1;", 0xFFFFFFFBu, 0u, 5u)]
    [InlineData("and.b32 %r3, %r1, %r2;", 12u, 10u, 8u)]
    [InlineData("or.b32 %r3, %r1, %r2;", 12u, 10u, 14u)]
    [InlineData("xor.b32 %r3, %r1, %r2;", 12u, 10u, 6u)]
    [InlineData("not.b32 %r3, %r1;", 12u, 0u, 0xFFFFFFF3u)]
    [InlineData("shl.b32 %r3, %r1, %r2;", 3u, 4u, 48u)]
    [InlineData("shl.b32 %r3, %r1, %r2;", 3u, 32u, 0u)]
    [InlineData("shr.u32 %r3, %r1, %r2;", 0x80000000u, 31u, 1u)]
    [InlineData("shr.s32 %r3, %r1, %r2;", 0x80000000u, 31u, 0xFFFFFFFFu)]
    [InlineData("shr.s32 %r3, %r1, %r2;", 0x80000000u, 99u, 0xFFFFFFFFu)]
    [InlineData("shr.b32 %r3, %r1, %r2;", 0x80000000u, 99u, 0u)]
    [InlineData("selp.b32 %r3, %r1, 4293967296, %p0;", 1u, 2u, 4293967296u)]
    [InlineData("@%p1 mov.b32 %r3, 0x2A; @!%p1 mov.b32 %r3, 7;", 0u, 0u, 42u)]
    [InlineData("not.pred %p2, %p0; @%p2 mov.b32 %r3, 9;", 0u, 0u, 9u)]
    [InlineData("and.pred %p2, %p0, %p1; selp.u32 %r3, 1, 2, %p2;", 0u, 0u, 2u)]
    public void OfThirtyTwoBits(string instruction, uint a, uint b, uint expected)
    {
        string body = "ld.global.v2.b32 {%r1, %r2}, [%in]; mov.pred %p0, 0; mov.pred %p1, 1; " + instruction + " st.global.b32 [%out], %r3;";
        Assert.Equal([expected], PtxRun.Words(body, [a, b]));
    }

    [Theory]
    [InlineData("mul.wide.s32 %rd3, %r1, %r2;", 0xFFFFFFFEu, 3u, -6L)]
    [InlineData("mul.wide.u32 %rd3, %r1, %r2;", 0xFFFFFFFEu, 3u, 12884901882L)]
    [InlineData("mad.wide.s32 %rd3, %r1, %r2, -1;", 0xFFFFFFFEu, 3u, -7L)]
    [InlineData("cvt.s64.s32 %rd3, %r1;", 0xFFFFFFFEu, 0u, -2L)]
    [InlineData("cvt.u64.u32 %rd3, %r1;", 0xFFFFFFFEu, 0u, 4294967294L)]
    [InlineData("mov.b64 %rd3, {%r1, %r2};", 5u, 1u, 4294967301L)]
    [InlineData("mov.b64 %rd1, {%r1, %r2}; shr.s64 %rd3, %rd1, 33;", 0u, 0x80000000u, -1073741824L)]
    [InlineData("cvt.s64.s32 %rd1, %r1; mul.lo.s64 %rd2, %rd1, %rd1; add.s64 %rd3, %rd2, -1;", 0xFFFFFFFEu, 0u, 3L)]
    [InlineData("cvt.s64.s32 %rd1, %r1; mul.hi.u64 %rd3, %rd1, %rd1;", 0xFFFFFFFEu, 0u, -4L)]
    [InlineData("cvt.s64.s8 %rd3, %r1;", 0x180u, 0u, -128L)]
    public void OfSixtyFourBits(string instruction, uint a, uint b, long expected)
    {
        string body = "ld.global.b32 %r1, [%in]; ld.global.b32 %r2, [%in+4];" + instruction + " st.global.b64 [%out], %rd3;";
        uint[] words = PtxRun.Words(body, [a, b], outputs: 2);
        Assert.Equal(expected, (long)(words[0] | ((ulong)words[1] << 32)));
    }

    [Theory]
    [InlineData("eq.s32", 1u, 1u, 1u)]
    [InlineData("ne.s32", 1u, 1u, 0u)]
    [InlineData("lt.s32", 0xFFFFFFFFu, 1u, 1u)]
    [InlineData("lo.u32", 0xFFFFFFFFu, 1u, 0u)]
    [InlineData("ls.u32", 1u, 1u, 1u)]
    [InlineData("hi.u32", 0xFFFFFFFFu, 1u, 1u)]
    [InlineData("hs.u32", 1u, 2u, 0u)]
    [InlineData("le.s32", 2u, 1u, 0u)]
    [InlineData("gt.s32", 2u, 1u, 1u)]
    [InlineData("ge.s32", 0xFFFFFFFFu, 1u, 0u)]
    [InlineData("eq.b32", 3u, 3u, 1u)]
    public void Compares(string sign, uint a, uint b, uint expected)
    {
        string body = $"ld.global.v2.b32 {{%r1, %r2}}, [%in]; setp.{sign} %p0|%p1, %r1, %r2; selp.b32 %r3, 1, 0, %p0; selp.b32 %r4, 1, 0, %p1; st.global.v2.b32 [%out], {{%r3, %r4}};";
        Assert.Equal([expected, 1 - expected], PtxRun.Words(body, [a, b], outputs: 2));
    }

    [Fact]
    public void ComparesAndJoins()
    {
        const string Body = "mov.pred %p0, 1; setp.ge.or.s32 %p1, 1, 2, %p0; setp.ge.and.s32 %p2, 1, 2, %p0; selp.b32 %r1, 1, 0, %p1; selp.b32 %r2, 1, 0, %p2; st.global.v2.b32 [%out], {%r1, %r2};";
        Assert.Equal([1u, 0u], PtxRun.Words(Body, [0], outputs: 2));
    }

    [Fact]
    public void SixteenBitsKeepToThemselves()
    {
        const string Body = "ld.global.u16 %h1, [%in]; add.s16 %h2, %h1, 1; cvt.u32.u16 %r1, %h2; setp.lt.s16 %p0, %h2, 0; selp.b32 %r2, 1, 0, %p0; st.global.v2.b32 [%out], {%r1, %r2};";
        Assert.Equal([0x8000u, 1u], PtxRun.Words(Body, [0x7FFF], outputs: 2));
    }

    [Fact]
    public void DividingByZeroIsAFault() => PtxRun.Faults("ld.global.b32 %r1, [%in]; div.s32 %r2, 1, %r1;", "zero");
}
