using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace ArchDsl.Runtime.Weights;

/// <summary>Between stored elements and floats.</summary>
internal static class FloatConversion
{
    public static void ToFloats(WeightType type, ReadOnlySpan<byte> from, Span<float> to)
    {
        switch (type)
        {
            case WeightType.Float32 when BitConverter.IsLittleEndian:
                from.CopyTo(MemoryMarshal.AsBytes(to));
                break;
            case WeightType.Float32:
                Convert(from, to, 4, static bytes => ReadSingleLittleEndian(bytes));
                break;
            case WeightType.Float16:
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = (float)ReadHalfLittleEndian(from[(2 * i)..]);
                }

                break;
            case WeightType.BFloat16:
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = BitConverter.UInt32BitsToSingle((uint)ReadUInt16LittleEndian(from[(2 * i)..]) << 16);
                }

                break;
            case WeightType.Float64:
                Convert(from, to, 8, static bytes => (float)ReadDoubleLittleEndian(bytes));
                break;
            case WeightType.Int64:
                Convert(from, to, 8, static bytes => ReadInt64LittleEndian(bytes));
                break;
            case WeightType.UInt64:
                Convert(from, to, 8, static bytes => ReadUInt64LittleEndian(bytes));
                break;
            case WeightType.Int32:
                Convert(from, to, 4, static bytes => ReadInt32LittleEndian(bytes));
                break;
            case WeightType.UInt32:
                Convert(from, to, 4, static bytes => ReadUInt32LittleEndian(bytes));
                break;
            case WeightType.Int16:
                Convert(from, to, 2, static bytes => ReadInt16LittleEndian(bytes));
                break;
            case WeightType.UInt16:
                Convert(from, to, 2, static bytes => ReadUInt16LittleEndian(bytes));
                break;
            case WeightType.Int8:
                Convert(from, to, 1, static bytes => (sbyte)bytes[0]);
                break;
            case WeightType.UInt8:
                Convert(from, to, 1, static bytes => bytes[0]);
                break;
            case WeightType.Bool:
                Convert(from, to, 1, static bytes => bytes[0] == 0 ? 0 : 1);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    /// <summary>Rounds to nearest, ties to even.</summary>
    public static void FromFloats(WeightType type, ReadOnlySpan<float> from, Span<byte> to)
    {
        switch (type)
        {
            case WeightType.Float32:
                for (int i = 0; i < from.Length; i++)
                {
                    WriteSingleLittleEndian(to[(4 * i)..], from[i]);
                }

                break;
            case WeightType.Float16:
                for (int i = 0; i < from.Length; i++)
                {
                    WriteHalfLittleEndian(to[(2 * i)..], (Half)from[i]);
                }

                break;
            case WeightType.BFloat16:
                for (int i = 0; i < from.Length; i++)
                {
                    WriteUInt16LittleEndian(to[(2 * i)..], ToBFloat16(from[i]));
                }

                break;
            case WeightType.Float64:
                for (int i = 0; i < from.Length; i++)
                {
                    WriteDoubleLittleEndian(to[(8 * i)..], from[i]);
                }

                break;
            default:
                throw new ArgumentException("floats are written as F16, BF16, F32 or F64", nameof(type));
        }
    }

    private static ushort ToBFloat16(float value)
    {
        const uint QuietNaN = 0x0040;
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? (ushort)((bits >> 16) | QuietNaN)
            : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private delegate float Decode(ReadOnlySpan<byte> bytes);

    private static void Convert(ReadOnlySpan<byte> from, Span<float> to, int size, Decode decode)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = decode(from.Slice(i * size, size));
        }
    }
}
