using System.Buffers.Binary;
using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class FloatConversionTests
{
    [Theory]
    [InlineData(WeightType.Float16)]
    [InlineData(WeightType.BFloat16)]
    public void EveryNarrowNumberSurvivesTheWayThroughSinglePrecision(WeightType type)
    {
        byte[] narrow = new byte[2 << 16];
        for (int i = 0; i <= ushort.MaxValue; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(narrow.AsSpan(2 * i), (ushort)i);
        }

        float[] wide = new float[1 << 16];
        FloatConversion.ToFloats(type, narrow, wide);
        byte[] again = new byte[narrow.Length];
        FloatConversion.FromFloats(type, wide, again);

        for (int i = 0; i <= ushort.MaxValue; i++)
        {
            Assert.Equal(Value(type, i), wide[i]);
            if (!float.IsNaN(wide[i]))
            {
                Assert.Equal(i, BinaryPrimitives.ReadUInt16LittleEndian(again.AsSpan(2 * i)));
            }
            else
            {
                float[] nan = new float[1];
                FloatConversion.ToFloats(type, again.AsSpan(2 * i, 2), nan);
                Assert.True(float.IsNaN(nan[0]));
            }
        }
    }

    [Theory]
    [InlineData(0x3F808000u, 0x3F80)] // a tie goes to the even neighbour below
    [InlineData(0x3F818000u, 0x3F82)] // and above
    [InlineData(0x3F808001u, 0x3F81)]
    [InlineData(0x3F807FFFu, 0x3F80)]
    [InlineData(0x7F7FFFFFu, 0x7F80)] // the largest float rounds to infinity
    [InlineData(0xFF800000u, 0xFF80)]
    [InlineData(0x7F800001u, 0x7FC0)] // a NaN whose payload is cut stays a NaN
    [InlineData(0x80000001u, 0x8000)]
    public void BFloat16RoundsToNearestEven(uint single, int expected)
    {
        byte[] bytes = new byte[2];

        FloatConversion.FromFloats(WeightType.BFloat16, [BitConverter.UInt32BitsToSingle(single)], bytes);

        Assert.Equal(expected, BinaryPrimitives.ReadUInt16LittleEndian(bytes));
    }

    [Theory]
    [InlineData(65504f, 0x7BFF)]
    [InlineData(65519.996f, 0x7BFF)]
    [InlineData(65520f, 0x7C00)]
    [InlineData(2049f, 0x6800)]
    [InlineData(2051f, 0x6802)]
    [InlineData(5.9604645E-08f, 0x0001)]
    [InlineData(2.9802322E-08f, 0x0000)]
    [InlineData(-0f, 0x8000)]
    public void Float16RoundsToNearestEven(float single, int expected)
    {
        byte[] bytes = new byte[2];

        FloatConversion.FromFloats(WeightType.Float16, [single], bytes);

        Assert.Equal(expected, BinaryPrimitives.ReadUInt16LittleEndian(bytes));
    }

    // By the definition of the formats: sign, exponent, mantissa.
    private static float Value(WeightType type, int bits)
    {
        (int exponentBits, int mantissaBits) = type == WeightType.Float16 ? (5, 10) : (8, 7);
        int bias = (1 << (exponentBits - 1)) - 1;
        int exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
        int mantissa = bits & ((1 << mantissaBits) - 1);
        double magnitude = exponent == (1 << exponentBits) - 1
            ? mantissa == 0 ? double.PositiveInfinity : double.NaN
            : exponent == 0
                ? mantissa * Math.Pow(2, 1 - bias - mantissaBits)
                : ((1 << mantissaBits) + mantissa) * Math.Pow(2, exponent - bias - mantissaBits);
        return (float)((bits & 0x8000) == 0 ? magnitude : -magnitude);
    }
}
