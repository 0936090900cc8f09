using System.Diagnostics;
using System.IO.Compression;
using ArchDsl.Runtime.Weights;
using Xunit;
using static ArchDsl.Runtime.Tests.Weights.CheckpointBytes;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Checkpoints that mean harm are refused, soon and in little memory.</summary>
public sealed class HostileCheckpointTests
{
    private static readonly byte[] Two = Singles(1, 2);

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_qtensor")]
    [InlineData("collections.OrderedDict", "__reduce__")]
    [InlineData("torch", "FloatStorage.__init__")]
    public void ANameThatIsNotKnownIsRefused(string module, string name)
    {
        var refused = Assert.Throws<RefusedObjectException>(() => Parse(Join(Global(module, name), Tuple(Text("echo")), "R"u8.ToArray())));
        Assert.Equal($"{module}.{name}", refused.Global);
        Assert.Contains("is not loaded", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "it ends", [] },
        { "nothing was remembered", [(byte)'h', 9] },
        { "a value is missing", [(byte)'R'] },
        { "a value is missing", [(byte)'(', (byte)'0'] },
        { "a mark is missing", [(byte)'u'] },
        { "no list", [(byte)'}', (byte)'N', (byte)'a'] },
        { "no dictionary", [(byte)']', (byte)'N', (byte)'N', (byte)'s'] },
        { "a key without its value", [(byte)'}', (byte)'(', (byte)'N', (byte)'u'] },
        { "a call without arguments", Join(Global("collections", "OrderedDict"), "NR"u8.ToArray()) },
        { "other arguments", Join(Global("collections", "OrderedDict"), Tuple(Int(1)), "R"u8.ToArray()) },
        { "other arguments", Join(Int(3), Tuple(), "R"u8.ToArray()) },
        { "not named", Join(Text("data"), "Q"u8.ToArray()) },
        { "attributes", Join(Int(3), None, "b"u8.ToArray()) },
        { "0x81", [(byte)'N', (byte)'N', 0x81] },
        { "0x82", [0x82, 1] },
        { "protocol 9", [0x80, 9] },
        { "in the middle", [(byte)'X', 0xFF, 0xFF, 0xFF, 0xFF] },
        { "in the middle", [(byte)'c', (byte)'o', (byte)'s'] },
        { "not UTF-8", [(byte)'X', 1, 0, 0, 0, 0xFF] },
        { "no dictionary of tensors", Int(3) },
        { "no tensors of its own", Dict(("epoch", Int(3))) },
        { "a size is no whole number", Join(Global("torch._utils", "_rebuild_tensor_v2"), Tuple(Storage(2), Int(0), Tuple(Text("a")), Tuple(Int(1))), "R"u8.ToArray()) },
        { "reaches beyond", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [3], [1]))) },
        { "reaches beyond", Dict(("w", Tensor("FloatStorage", "0", 2, 2, [1], [1]))) },
        { "reaches beyond", Dict(("w", Tensor("FloatStorage", "0", 2, -1, [1], [1]))) },
        { "reaches beyond", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [2], [-1]))) },
        { "reaches beyond", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [2, 2], [long.MaxValue, long.MaxValue]))) },
        { "reaches beyond", Dict(("w", Tensor("FloatStorage", "0", 0, 0, [2], [1]))) },
        { "too few for -2", Dict(("w", Tensor("FloatStorage", "0", -2, 0, [2], [1]))) },
        { "too few for 9", Dict(("w", Tensor("FloatStorage", "0", 9, 0, [2], [1]))) },
        { "not in the archive", Dict(("w", Tensor("FloatStorage", "7", 2, 0, [2], [1]))) },
        { "not in the archive", Dict(("w", Tensor("FloatStorage", "../../etc/passwd", 2, 0, [2], [1]))) },
        { "repeats the 2", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [1L << 40], [0]))) },
        { "impossible shape", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [1L << 40, 1L << 40], [0, 0]))) },
        { "impossible shape", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [2, 1], [1]))) },
        { "impossible shape", Dict(("w", Tensor("FloatStorage", "0", 2, 0, [-2], [1]))) },
        { "dimensions", Dict(("w", Tensor("FloatStorage", "0", 2, 0, new long[65], new long[65]))) },
        { "occurs twice", Dict(("w", Floats("0", 2)), ("w", Floats("0", 2))) },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void DamageIsNamed(string why, byte[] pickle) =>
        Assert.Contains(why, Assert.ThrowsAny<WeightsException>(() => Parse(pickle)).Message, StringComparison.Ordinal);

    // Lists of lists of lists…: nothing here recurses, and what is shared is not spread out.
    [Theory]
    [InlineData(1_000_000, (byte)']')]
    [InlineData(1_000_000, (byte)'(')]
    [InlineData(1_000_000, (byte)'}')]
    public void DeepNestingIsNoDanger(int depth, byte instruction)
    {
        byte[] nested = [.. Enumerable.Repeat(instruction, depth), .. Enumerable.Repeat((byte)'a', depth - 1)];
        Soon(() => Assert.ThrowsAny<WeightsException>(() => Parse(nested)), megabytes: 400);
    }

    [Fact]
    public void RememberedValuesDoNotMultiply()
    {
        var laughs = new List<byte>([(byte)']']);
        for (int i = 0; i < 250; i++)
        {
            laughs.AddRange([(byte)'q', (byte)i, (byte)']', (byte)'(', .. Enumerable.Repeat(new[] { (byte)'h', (byte)i }, 100).SelectMany(b => b), (byte)'e']);
        }

        Soon(() => Assert.ThrowsAny<WeightsException>(() => Parse([.. laughs])), megabytes: 40);
    }

    [Fact]
    public void EndlessWorkIsCutOff()
    {
        byte[] pushes = Enumerable.Repeat((byte)')', 4_100_000).ToArray();
        Soon(() => Assert.Contains("instructions", Assert.Throws<HeaderTooLargeException>(() => Parse(pushes)).Message, StringComparison.Ordinal), megabytes: 400);
    }

    [Fact]
    public void ACompressedEntryIsNotUnpacked()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("net/data.pkl", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[100_000_000]);
        }

        Soon(() => Assert.Contains("compressed", Assert.ThrowsAny<WeightsException>(() => WeightsFile.Parse(stream.ToArray())).Message, StringComparison.Ordinal), megabytes: 10);
    }

    [Fact]
    public void AnArchiveOfSomethingElseIsNamed()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("word/document.xml").Open().Dispose();
        }

        Assert.Contains("no data.pkl", Assert.Throws<UnknownFormatException>(() => WeightsFile.Parse(stream.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCutIsAnError()
    {
        byte[] whole = File(Pickle(OrderedDict(("w", Floats("0", 2)))), ("0", Two));
        for (int length = 4; length < whole.Length; length++)
        {
            Assert.ThrowsAny<WeightsException>(() => WeightsFile.Parse(whole.AsMemory(0, length)));
        }
    }

    private static byte[] Storage(long count) => Join("("u8.ToArray(), Text("storage"), Global("torch", "FloatStorage"), Text("0"), Text("cpu"), Int(count), "tQ"u8.ToArray());

    private static void Parse(byte[] pickle) => WeightsFile.Parse(File(pickle.Length == 0 ? [] : Pickle(pickle), ("0", Two))).Dispose();

    private static void Soon(Action action, int megabytes)
    {
        long start = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000_000, 0, megabytes);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
