using System.Buffers.Binary;
using ArchDsl.Runtime.Weights;
using Xunit;
using static ArchDsl.Runtime.Tests.Weights.SafetensorsBytes;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class SafetensorsReadingTests
{
    [Fact]
    public void TensorsAreReadInTheOrderOfTheHeader()
    {
        byte[] data = [.. Float(1.5f), .. Float(-2), 7, 0, 0, 0, 0, 0, 0, 0];
        using WeightsFile file = WeightsFile.Parse(File(
            Header(Tensor("n", "I64", "[]", 8, 16), Tensor("w", "F32", "[2,1]", 0, 8)) + "   ", data));

        Assert.Equal(WeightsFormat.Safetensors, file.Format);
        Assert.Equal(["n", "w"], file.Keys);
        Assert.Equal(2, file.Count);
        Assert.Equal(new WeightInfo("w", new TensorShape(2, 1), WeightType.Float32), file["w"]);
        Assert.Equal(8, file["w"].ByteLength);
        Assert.Equal([1.5f, -2f], file.ReadFloats("w"));
        Assert.Equal([7f], file.ReadFloats("n"));
    }

    [Fact]
    public void MetadataIsKept()
    {
        using WeightsFile file = WeightsFile.Parse(File("""{"__metadata__":{"format":"pt","net":"Fäshion\n"}}"""));

        Assert.Equal(2, file.Metadata.Count);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("Fäshion\n", file.Metadata["net"]);
        Assert.Empty(file.Keys);
    }

    [Fact]
    public void EmptyTensorsTakeNoBytes()
    {
        using WeightsFile file = WeightsFile.Parse(File(
            Header(Tensor("b", "F32", "[1]", 0, 4), Tensor("a", "F32", "[0,3]", 0, 0), Tensor("c", "F32", "[0]", 4, 4)), Float(3)));

        Assert.Empty(file.ReadFloats("a"));
        Assert.Equal([3f], file.ReadFloats("b"));
        Assert.Empty(file.ReadFloats("c"));
    }

    [Theory]
    [InlineData("BOOL", new byte[] { 0, 2 }, 0f, 1f)]
    [InlineData("U8", new byte[] { 0, 255 }, 0f, 255f)]
    [InlineData("I8", new byte[] { 1, 255 }, 1f, -1f)]
    [InlineData("U16", new byte[] { 1, 1, 255, 255 }, 257f, 65535f)]
    [InlineData("I16", new byte[] { 1, 1, 254, 255 }, 257f, -2f)]
    [InlineData("U32", new byte[] { 0, 0, 0, 1, 0, 0, 0, 128 }, 16777216f, 2147483648f)]
    [InlineData("I32", new byte[] { 0, 0, 0, 1, 0, 0, 0, 128 }, 16777216f, -2147483648f)]
    [InlineData("U64", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128 }, 1f, 9223372036854775808f)]
    [InlineData("I64", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128 }, 1f, -9223372036854775808f)]
    [InlineData("F16", new byte[] { 0x00, 0x3C, 0x00, 0xC1 }, 1f, -2.5f)]
    [InlineData("BF16", new byte[] { 0x80, 0x3F, 0x20, 0xC0 }, 1f, -2.5f)]
    [InlineData("F32", new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0 }, 1f, -2.5f)]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 4, 0xC0 }, 1f, -2.5f)]
    public void EveryTypeIsReadAsFloats(string type, byte[] data, float first, float second)
    {
        using WeightsFile file = WeightsFile.Parse(File(Header(Tensor("w", type, "[2]", 0, data.Length)), data));

        Assert.Equal([first, second], file.ReadFloats("w"));
        byte[] bytes = new byte[data.Length];
        file.ReadBytes("w", bytes);
        Assert.Equal(data, bytes);
    }

    [Fact]
    public void AnUnknownKeySuggestsTheNearest()
    {
        using WeightsFile file = WeightsFile.Parse(File(Header(Tensor("stem.conv1.weight", "F32", "[1]", 0, 4)), Float(1)));

        var missing = Assert.Throws<MissingKeyException>(() => file.ReadFloats("stem.conv.weight"));
        Assert.Equal("stem.conv1.weight", missing.Suggestion);
        Assert.Equal("'stem.conv.weight' is missing; did you mean 'stem.conv1.weight'?", missing.Message);
        Assert.Throws<MissingKeyException>(() => file["x"]);
        Assert.False(file.TryGetInfo("x", out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void ADestinationOfAnotherLengthIsRefused(int length)
    {
        using WeightsFile file = WeightsFile.Parse(File(Header(Tensor("w", "F32", "[1]", 0, 4)), Float(1)));

        Assert.Throws<ArgumentException>(() => file.ReadFloats("w", new float[length]));
        Assert.Throws<ArgumentException>(() => file.ReadBytes("w", new byte[length]));
    }

    private static byte[] Float(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }
}
