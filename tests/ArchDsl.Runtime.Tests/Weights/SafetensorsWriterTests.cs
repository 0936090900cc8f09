using System.Buffers.Binary;
using System.Text.Json;
using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archdsl-weights-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheBytesAreThoseOfTheFormat()
    {
        WeightData[] tensors = [WeightData.FromFloats("b", new TensorShape(2), [1, -2.5f]), WeightData.FromInt64s("a", default, 7)];

        byte[] bytes = Bytes(tensors, new Dictionary<string, string> { ["z"] = "é\"", ["format"] = "pt" });

        const string Json = """{"__metadata__":{"format":"pt","z":"é\""},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""";
        byte[] header = System.Text.Encoding.UTF8.GetBytes(Json);
        byte[] padded = [.. header, .. Enumerable.Repeat((byte)' ', (8 - (header.Length % 8)) % 8)];
        Assert.Equal(
            SafetensorsBytes.File(padded, 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 7, 0, 0, 0, 0, 0, 0, 0), bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void TheDataIsAligned(int keyLength)
    {
        byte[] bytes = Bytes([WeightData.FromFloats(new string('k', keyLength), new TensorShape(1), [1])]);

        Assert.Equal(0L, BinaryPrimitives.ReadInt64LittleEndian(bytes) % 8);
        Assert.Equal(bytes.Length - 4, 8 + BinaryPrimitives.ReadInt64LittleEndian(bytes));
    }

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var random = new Random(7);
        WeightData[] tensors = [.. RandomWeights.Tensors(random, 40)];
        var notes = new Dictionary<string, string> { ["net"] = "VoVNet39", ["quote"] = "\"<>&'\u2028" };
        string path = Path.Combine(_folder, "net.safetensors");

        SafetensorsWriter.Write(path, tensors, notes);

        using WeightsFile file = WeightsFile.Open(path);
        Assert.Equal(path, file.Name);
        Assert.Equal(tensors.Select(tensor => tensor.Info), file.Keys.Select(key => file[key]));
        Assert.Equal(notes, file.Metadata);
        foreach (WeightData tensor in tensors)
        {
            byte[] bytes = new byte[tensor.Bytes.Length];
            file.ReadBytes(tensor.Info.Key, bytes);
            Assert.Equal(tensor.Bytes.ToArray(), bytes);
        }
    }

    [Theory]
    [InlineData(WeightType.Float32)]
    [InlineData(WeightType.Float16)]
    [InlineData(WeightType.BFloat16)]
    [InlineData(WeightType.Float64)]
    public void LargeTensorsAreReadInPiecesWithoutASeam(WeightType type)
    {
        float[] values = [.. Enumerable.Range(0, 100_003).Select(i => (float)(i % 251))];
        string path = Path.Combine(_folder, "large.safetensors");

        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", new TensorShape(values.Length), values, type)]);

        using WeightsFile file = WeightsFile.Open(path);
        Assert.Equal(values, file.ReadFloats("w"));
    }

    [Fact]
    public void TheHeaderIsOrdinaryJson()
    {
        byte[] bytes = Bytes([WeightData.FromFloats("ä\\\"\n", new TensorShape(1, 1), [1])]);

        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(8, length));
        JsonProperty tensor = Assert.Single(json.RootElement.EnumerateObject());
        Assert.Equal("ä\\\"\n", tensor.Name);
        Assert.Equal([1, 1], tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
    }

    [Fact]
    public void AFailedWriteLeavesTheOldFileAndNothingElse()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", new TensorShape(1), [1])]);
        byte[] before = File.ReadAllBytes(path);
        WeightData twice = WeightData.FromFloats("w", new TensorShape(1), [2]);

        var thrown = Assert.Throws<DuplicateKeyException>(() => SafetensorsWriter.Write(path, [twice, twice]));

        Assert.Equal("w", thrown.Key);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFileIsReplaced()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", new TensorShape(3), [1, 2, 3])]);

        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", new TensorShape(1), [4])]);

        using WeightsFile file = WeightsFile.Open(path);
        Assert.Equal([4f], file.ReadFloats("w"));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AMissingFolderIsAnIOException() => Assert.ThrowsAny<IOException>(() =>
        SafetensorsWriter.Write(Path.Combine(_folder, "none", "net.safetensors"), []));

    [Fact]
    public void TheFormatsOwnKeyIsRefused() => Assert.Throws<ArgumentException>(() =>
        Bytes([WeightData.FromFloats("__metadata__", default, [1])]));

    [Fact]
    public void DataMustFitItsShape()
    {
        Assert.Throws<ArgumentException>(() => WeightData.FromFloats("w", new TensorShape(2), [1]));
        Assert.Throws<ArgumentException>(() => WeightData.FromFloats("w", new TensorShape(1), [1], WeightType.Int8));
        Assert.Throws<ArgumentException>(() => WeightData.FromInt64s("w", new TensorShape(2), 1));
        Assert.Throws<ArgumentException>(() => new WeightData("w", new TensorShape(2), WeightType.Float16, new byte[2]));
    }

    private static byte[] Bytes(IEnumerable<WeightData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
