namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>Floats, and conversions from and to them.</summary>
public sealed class FloatInstructionTests
{
    private const float NaN = float.NaN;

    [Theory]
    [InlineData("add.f32 %f3, %f1, %f2;", 1.5f, 2f, 3.5f)]
    [InlineData("sub.rn.f32 %f3, %f1, %f2;", 1.5f, 2f, -0.5f)]
    [InlineData("mul.f32 %f3, %f1, %f2;", 1.5f, 2f, 3f)]
    [InlineData("fma.rn.f32 %f3, %f1, %f2, 0f3F800000;", 1.5f, 2f, 4f)]
    [InlineData("mad.rn.f32 %f3, %f1, %f2, -1.0;", 1.5f, 2f, 2f)]
    [InlineData("div.rn.f32 %f3, %f1, %f2;", 1f, 3f, 1f / 3)]
    [InlineData("div.approx.f32 %f3, %f1, %f2;", 3f, 2f, 1.5f)]
    [InlineData("min.f32 %f3, %f1, %f2;", NaN, 2f, 2f)]
    [InlineData("max.f32 %f3, %f1, %f2;", 1f, NaN, 1f)]
    [InlineData("max.NaN.f32 %f3, %f1, %f2;", 1f, NaN, NaN)]
    [InlineData("max.f32 %f3, %f1, %f2;", -1f, 0f, 0f)]
    [InlineData("neg.f32 %f3, %f1;", 1.5f, 0f, -1.5f)]
    [InlineData("abs.f32 %f3, %f1;", -1.5f, 0f, 1.5f)]
    [InlineData("rcp.rn.f32 %f3, %f1;", 4f, 0f, 0.25f)]
    [InlineData("sqrt.rn.f32 %f3, %f1;", 9f, 0f, 3f)]
    [InlineData("rsqrt.approx.f32 %f3, %f1;", 16f, 0f, 0.25f)]
    [InlineData("ex2.approx.f32 %f3, %f1;", 3f, 0f, 8f)]
    [InlineData("lg2.approx.f32 %f3, %f1;", 8f, 0f, 3f)]
    [InlineData("tanh.approx.f32 %f3, %f1;", 0f, 0f, 0f)]
    [InlineData("cvt.rmi.f32.f32 %f3, %f1;", -1.5f, 0f, -2f)]
    [InlineData("mov.b32 %r1, %f1; cvt.rn.f32.s32 %f3, %r1;", -0f, 0f, -2147483648f)]
    [InlineData("mov.b32 %r1, %f1; cvt.rn.f32.u32 %f3, %r1;", -0f, 0f, 2147483648f)]
    [InlineData("selp.f32 %f3, %f1, %f2, %p1;", 1f, 2f, 1f)]
    public void Computes(string instruction, float a, float b, float expected)
    {
        string body = "mov.pred %p1, 1; ld.global.v2.f32 {%f1, %f2}, [%in]; " + instruction + " st.global.f32 [%out], %f3;";
        Assert.Equal([expected], PtxRun.Floats(body, [a, b]));
    }

    [Theory]
    [InlineData("eq", 0)]
    [InlineData("ne", 0)]
    [InlineData("lt", 0)]
    [InlineData("equ", 1)]
    [InlineData("neu", 1)]
    [InlineData("ltu", 1)]
    [InlineData("geu", 1)]
    [InlineData("num", 0)]
    [InlineData("nan", 1)]
    public void ComparesWithNaN(string sign, uint expected)
    {
        string body = $"setp.{sign}.f32 %p0, 0f7FC00000, 0f3F800000; selp.b32 %r1, 1, 0, %p0; st.global.b32 [%out], %r1;";
        Assert.Equal([expected], PtxRun.Words(body, [0]));
    }

    [Theory]
    [InlineData("rzi.s32", -1.7f, 0xFFFFFFFFu)]
    [InlineData("rni.s32", 2.5f, 2u)]
    [InlineData("rpi.s32", 2.1f, 3u)]
    [InlineData("rzi.s32", 3e9f, 0x7FFFFFFFu)]
    [InlineData("rzi.u32", -3f, 0u)]
    [InlineData("rzi.s32", NaN, 0u)]
    [InlineData("rzi.u8", 300f, 255u)]
    public void BecomesAnInteger(string conversion, float value, uint expected)
    {
        string body = $"ld.global.b32 %r1, [%in]; mov.b32 %f1, %r1; cvt.{conversion}.f32 %r2, %f1; st.global.b32 [%out], %r2;";
        Assert.Equal([expected], PtxRun.Words(body, [BitConverter.SingleToUInt32Bits(value)]));
    }

    [Theory]
    [InlineData(0x3F800FFFu, 0x3F800000u)]
    [InlineData(0x3F801000u, 0x3F802000u)]
    [InlineData(0xBF801000u, 0xBF802000u)]
    [InlineData(0x3FFFF000u, 0x40000000u)]
    [InlineData(0x7F800000u, 0x7F800000u)]
    public void RoundsToTf32AwayFromZeroAtTies(uint bits, uint expected)
    {
        const string Body = "ld.global.f32 %f1, [%in]; cvt.rna.tf32.f32 %r1, %f1; st.global.b32 [%out], %r1;";
        Assert.Equal([expected], PtxRun.Words(Body, [bits]));
    }
}
