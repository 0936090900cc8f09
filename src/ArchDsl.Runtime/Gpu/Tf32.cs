namespace ArchDsl.Runtime.Gpu;

/// <summary>The numbers that tensor cores multiply: FP32 with 10 bits of mantissa.</summary>
public static class Tf32
{
    private const int Dropped = 13;

    /// <summary>Rounds to the nearest, ties away from zero, as <c>cvt.rna.tf32.f32</c> does; what is no finite number stays.</summary>
    public static float Round(float value)
    {
        if (!float.IsFinite(value))
        {
            return value;
        }

        uint bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt32BitsToSingle((bits + (1u << (Dropped - 1))) & ~((1u << Dropped) - 1));
    }

    /// <summary>Rounds each number.</summary>
    public static void Round(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Round(values[i]);
        }
    }
}
