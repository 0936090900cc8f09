using System.Buffers.Binary;

namespace ArchDsl.Runtime.Weights;

/// <summary>Tells the formats apart by their content alone.</summary>
internal static class FormatDetection
{
    public static WeightsFormat Detect(ByteSource source)
    {
        Span<byte> start = stackalloc byte[SafetensorsReader.PrefixLength + 1];
        start = start[..(int)Math.Min(start.Length, source.Length)];
        source.Read(0, start);
        if (LooksLikeSafetensors(start))
        {
            return WeightsFormat.Safetensors;
        }

        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x80, 0x02]))
        {
            throw new UnknownFormatException(
                source.Name, "this is a pickled PyTorch checkpoint, which can run code when read; save it as safetensors");
        }

        return TorchSharpReader.Recognizes(source)
            ? WeightsFormat.TorchSharp
            : throw new UnknownFormatException(source.Name, "neither safetensors nor saved by TorchSharp");
    }

    private static bool LooksLikeSafetensors(ReadOnlySpan<byte> start)
    {
        if (start.Length < SafetensorsReader.PrefixLength)
        {
            return false;
        }

        bool brace = start.Length > SafetensorsReader.PrefixLength && start[^1] == (byte)'{';
        return brace || BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsReader.MaxHeaderLength;
    }
}
