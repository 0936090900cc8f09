using System.Buffers.Binary;
using System.Text;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Safetensors files written by hand, well-formed or not.</summary>
internal static class SafetensorsBytes
{
    public static byte[] File(string header, params ReadOnlySpan<byte> data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, params ReadOnlySpan<byte> data) =>
        WithLength((ulong)header.Length, [.. header, .. data]);

    public static byte[] WithLength(ulong headerLength, params ReadOnlySpan<byte> rest)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, headerLength);
        return [.. prefix, .. rest];
    }

    public static string Tensor(string key, string type, string shape, string begin, string end) =>
        $$"""
        "{{key}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;

    public static string Tensor(string key, string type, string shape, long begin, long end) =>
        Tensor(key, type, shape, $"{begin}", $"{end}");

    public static string Header(params string[] tensors) => "{" + string.Join(',', tensors) + "}";
}
