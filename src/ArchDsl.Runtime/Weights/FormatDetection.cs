using System.Buffers.Binary;

namespace ArchDsl.Runtime.Weights;

/// <summary>Tells the formats apart by their content alone.</summary>
internal static class FormatDetection
{
    // A pickled number that older versions of PyTorch put in front.
    private static ReadOnlySpan<byte> OldPyTorch => [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    public static WeightsFormat Detect(ByteSource source)
    {
        Span<byte> start = stackalloc byte[16];
        start = start[..(int)Math.Min(start.Length, source.Length)];
        source.Read(0, start);
        if (start.Length > SafetensorsReader.PrefixLength && start[SafetensorsReader.PrefixLength] == (byte)'{')
        {
            return WeightsFormat.Safetensors;
        }

        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return WeightsFormat.PyTorch;
        }

        if (start.StartsWith(OldPyTorch))
        {
            throw new UnknownFormatException(
                source.Name, "a checkpoint in the format of PyTorch before 1.6; load it there and save it again, as a state_dict");
        }

        if (start.Length >= SafetensorsReader.PrefixLength && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsReader.MaxHeaderLength)
        {
            return WeightsFormat.Safetensors;
        }

        return TorchSharpReader.Recognizes(source)
            ? WeightsFormat.TorchSharp
            : throw new UnknownFormatException(source.Name, "neither safetensors nor saved by PyTorch or TorchSharp");
    }
}
