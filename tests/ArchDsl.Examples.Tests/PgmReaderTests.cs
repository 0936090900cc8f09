using System.Text;
using Quickstart.Images;
using Xunit;

namespace ArchDsl.Examples.Tests;

public class PgmReaderTests
{
    [Fact]
    public void ReadsText()
    {
        GreyImage image = Read("P2\n# drawn by hand\n3 2 # wide, high\n255\n0 1 2\n253 254 255\n");
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal([0, 1, 2, 253, 254, 255], image.Pixels);
    }

    [Fact]
    public void ReadsBytesEvenWhereTheyLookLikeBlanksAndComments() =>
        Assert.Equal("\n #\t"u8.ToArray(), PgmReader.Read("P5 2 2 255\n\n #\t"u8).Pixels);

    [Fact]
    public void ReadsTwoBytesALevel() =>
        Assert.Equal([0, 128, 255], PgmReader.Read([.. "P5 3 1 65535\n"u8, 0, 0, 0x80, 0x80, 0xFF, 0xFF]).Pixels);

    [Fact]
    public void SpreadsTheLevelsOverAByte() => Assert.Equal([0, 85, 170, 255], Read("P2 4 1 3 0 1 2 3").Pixels);

    [Theory]
    [InlineData("P2 2 2 255 1 2 3", "ends before")]
    [InlineData("P5 2 2 255\nabc", "ends before")]
    [InlineData("P5", "ends before")]
    [InlineData("P2 x 2 255", "number is missing")]
    [InlineData("P2 0 2 255", "0x2 pixels")]
    [InlineData("P2 9999 9999 255", "9999x9999 pixels")]
    [InlineData("P2 99999999999 1 255", "too large")]
    [InlineData("P2 1 1 0 0", "brightest level is 0")]
    [InlineData("P2 1 1 65536 0", "brightest level is 65536")]
    [InlineData("P2 1 1 7 8", "brighter than")]
    public void SaysWhatIsWrong(string content, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(content)).Message, StringComparison.Ordinal);

    private static GreyImage Read(string content) => PgmReader.Read(Encoding.ASCII.GetBytes(content));
}
