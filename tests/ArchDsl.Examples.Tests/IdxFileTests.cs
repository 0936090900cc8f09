using System.IO.Compression;
using Quickstart.Dataset;
using Xunit;

namespace ArchDsl.Examples.Tests;

public class IdxFileTests
{
    private static readonly byte[] TwoByThree = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void ReadsSizesAndValues()
    {
        IdxFile file = IdxFile.Read(new MemoryStream(TwoByThree));
        Assert.Equal([2, 3], file.Sizes);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Values);
    }

    [Fact]
    public void RefusesEveryTruncation() => Assert.All(Enumerable.Range(0, TwoByThree.Length), length =>
        Assert.Throws<EndOfStreamException>(() => IdxFile.Read(new MemoryStream(TwoByThree, 0, length))));

    [Fact]
    public void RefusesWhatIsLeftOver() =>
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream([.. TwoByThree, 7])));

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 8, 0, 5 })]
    [InlineData(new byte[] { 0, 0, 8, 2, 255, 255, 255, 255, 0, 0, 0, 1 })]
    [InlineData(new byte[] { 0, 0, 8, 3, 127, 0, 0, 0, 127, 0, 0, 0, 127, 0, 0, 0 })]
    public void RefusesOtherFormatsAndImpossibleSizes(byte[] content) =>
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(content)));

    [Fact]
    public void ASizeThatTheFileCannotFillIsAnEarlyEnd() =>
        Assert.Throws<EndOfStreamException>(() => IdxFile.Read(new MemoryStream([0, 0, 8, 1, 0x3F, 0, 0, 0, 1, 2])));

    [Fact]
    public void NamesAFileThatIsNoGzip()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("images.gz", TwoByThree);
        Assert.Contains("images.gz", Assert.Throws<InvalidDataException>(() => IdxFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAGzipThatBreaksOff()
    {
        using var folder = new TemporaryFolder();
        byte[] values = new byte[5000];
        new Random(3).NextBytes(values);
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write([0, 0, 8, 1, 0, 0, 0x13, 0x88, .. values]);
        }

        string path = folder.Write("half.gz", compressed.ToArray()[..2000]);
        Assert.Contains("half.gz", Assert.Throws<InvalidDataException>(() => IdxFile.Read(path)).Message, StringComparison.Ordinal);
    }
}
