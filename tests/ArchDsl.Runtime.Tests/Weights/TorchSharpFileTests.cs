using ArchDsl.Runtime.Weights;
using Xunit;
using static ArchDsl.Runtime.Tests.Weights.DatBytes;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class TorchSharpFileTests
{
    // One convolution of 1x1x1x2, its norm's counter, and a key of more than 127 bytes.
    private static readonly string LongKey = "deep." + new string('x', 200);

    private static readonly byte[] Good =
    [
        4,
        8, .. "c.weight"u8, 6, 4, 1, 1, 1, 2, 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0,
        21, .. "n.num_batches_tracked"u8, 4, 0, 0x2A, 0, 0, 0, 0, 0, 0, 0,
        0xCD, 0x01, .. "deep."u8, .. Enumerable.Repeat((byte)'x', 200), 15, 1, 1, 0x80, 0x3F,
        1, (byte)'e', 5, 2, 0, 3,
    ];

    private static readonly Dictionary<string, (Type Exception, string Message, byte[] Content)> Corpus = new()
    {
        ["cut in the data"] = (typeof(TruncatedFileException), "'w' of shape 2 at 6 needs 8 bytes, but 7 are left", File(1, Entry("w", 6, [2], new byte[7]))),
        ["cut in the shape"] = (typeof(TruncatedFileException), "a shape", File(1, Entry("w", 6, [2]))[..^1]),
        ["cut before the rank"] = (typeof(TruncatedFileException), "a rank", File(1, Entry("w", 6, []))[..^1]),
        ["cut before the type"] = (typeof(TruncatedFileException), "a type", File(1, Key([.. "w"u8]))),
        ["fewer tensors than counted"] = (typeof(TruncatedFileException), "the length of a key", File(2, Entry("w", 0, [], 1))),
        ["giant count"] = (typeof(TruncatedFileException), "the length of a key", File(long.MaxValue, Entry("w", 0, [], 1))),
        ["key longer than the file"] = (typeof(TruncatedFileException), "a key at", File(2, Entry("w", 0, [], 1), Varint(100), [1])),
        ["giant key"] = (typeof(HeaderTooLargeException), "a key of 5000 bytes", File(2, Entry("w", 0, [], 1), Varint(5000))),
        ["number without end"] = (typeof(HeaderTooLargeException), "larger than any length", File(1, Key([.. "w"u8]), [.. Enumerable.Repeat((byte)0x80, 20)])),
        ["negative number"] = (typeof(HeaderTooLargeException), "larger than any length", File(1, Entry("w", 6, [-1]))),
        ["key not UTF-8"] = (typeof(InvalidHeaderException), "not UTF-8", File(2, Entry("w", 0, [], 1), Key([0xFF]), [0, 0, 1])),
        ["key twice"] = (typeof(DuplicateKeyException), "'w' occurs twice", File(2, Entry("w", 0, [], 1), Entry("w", 0, [], 1))),
        ["complex type"] = (typeof(UnsupportedTypeException), "'w' has the unsupported type number 9", File(1, Entry("w", 9, [], new byte[8]))),
        ["type beyond 32 bits"] = (typeof(UnsupportedTypeException), "number 4294967302", File(1, Entry("w", (1L << 32) + 6, [], new byte[4]))),
        ["65 dimensions"] = (typeof(InvalidShapeException), "65 dimensions", File(1, Entry("w", 0, [.. Enumerable.Repeat(1L, 65)], 1))),
        ["giant rank"] = (typeof(InvalidShapeException), "9223372036854775807 dimensions", File(1, Key([.. "w"u8]), [6], Varint(long.MaxValue))),
        ["product overflows"] = (typeof(InvalidShapeException), "4294967296x4294967296", File(1, Entry("w", 6, [1L << 32, 1L << 32]))),
        ["bytes overflow"] = (typeof(InvalidShapeException), "4611686018427387904", File(1, Entry("w", 6, [1L << 62]))),
        ["bytes after"] = (typeof(UnclaimedBytesException), "2 bytes at offset 6", File(1, Entry("w", 0, [], 1), [1, 2])),
    };

    public static TheoryData<string> Names { get; } = [.. Corpus.Keys];

    [Fact]
    public void AFileIsReadAsWritten()
    {
        using WeightsFile file = WeightsFile.Parse(Good);

        Assert.Equal(WeightsFormat.TorchSharp, file.Format);
        Assert.Equal(["c.weight", "n.num_batches_tracked", LongKey, "e"], file.Keys);
        Assert.Equal(new WeightInfo("c.weight", new TensorShape(1, 1, 1, 2), WeightType.Float32), file["c.weight"]);
        Assert.Equal([1f, -2.5f], file.ReadFloats("c.weight"));
        Assert.Equal(new WeightInfo("n.num_batches_tracked", default, WeightType.Int64), file["n.num_batches_tracked"]);
        Assert.Equal([42f], file.ReadFloats("n.num_batches_tracked"));
        Assert.Equal([1f], file.ReadFloats(LongKey));
        Assert.Equal(new TensorShape(0, 3), file["e"].Shape);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void AModuleWithoutTensorsIsOneZero() => Assert.Equal(0, WeightsFile.Parse(new byte[] { 0 }).Count);

    [Theory]
    [InlineData(0, WeightType.UInt8, 1)]
    [InlineData(1, WeightType.Int8, 1)]
    [InlineData(2, WeightType.Int16, 2)]
    [InlineData(3, WeightType.Int32, 4)]
    [InlineData(4, WeightType.Int64, 8)]
    [InlineData(5, WeightType.Float16, 2)]
    [InlineData(6, WeightType.Float32, 4)]
    [InlineData(7, WeightType.Float64, 8)]
    [InlineData(11, WeightType.Bool, 1)]
    [InlineData(15, WeightType.BFloat16, 2)]
    public void TypesHaveTorchSharpsNumbers(int code, WeightType type, int size)
    {
        using WeightsFile file = WeightsFile.Parse(File(1, Entry("w", code, [3], new byte[3 * size])));

        Assert.Equal(type, file["w"].Type);
        Assert.Equal(3 * size, file["w"].ByteLength);
    }

    [Fact]
    public void KeysAndShapesMayLieAcrossTheBuffer()
    {
        byte[][] entries = [.. Enumerable.Range(0, 2000).Select(i => Entry($"layer{i}.weight", 0, [1, 1], (byte)i))];
        using WeightsFile file = WeightsFile.Parse(File(entries.Length, entries));

        Assert.Equal(2000, file.Count);
        Assert.All(Enumerable.Range(0, 2000), i => Assert.Equal((byte)i, file.ReadFloats($"layer{i}.weight")[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HostileFilesAreRefusedForTheirOwnReason(string name)
    {
        (Type exception, string message, byte[] content) = Corpus[name];

        Exception thrown = Assert.Throws(exception, () => { WeightsFile.Parse(content, "hostile.dat"); });

        Assert.StartsWith("hostile.dat: ", thrown.Message);
        Assert.Contains(message, thrown.Message);
    }

    [Fact]
    public void EveryPrefixOfAFileIsRefused()
    {
        for (int length = 0; length < Good.Length; length++)
        {
            byte[] cut = Good[..length];
            Assert.ThrowsAny<WeightsException>(() => { WeightsFile.Parse(cut); });
        }
    }
}
