using Quickstart.Images;
using Xunit;

namespace ArchDsl.Examples.Tests;

public class PngReaderTests
{
    // A picture of 6x5 pixels, x * 40 + y * 7, that another program saved in several ways.
    private static readonly byte[] Gradient = [.. from y in Enumerable.Range(0, 5) from x in Enumerable.Range(0, 6) select (byte)((x * 40) + (y * 7))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void UndoesEveryFilterOfGreys(byte filter)
    {
        byte[] pixels = new byte[28 * 28];
        new Random(filter).NextBytes(pixels);

        GreyImage image = PngReader.Read(PngBytes.Of(28, 28, colour: 0, channels: 1, filter, pixels));

        Assert.Equal((28, 28), (image.Width, image.Height));
        Assert.Equal(pixels, image.Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void UndoesFiltersThatLookAPixelBackInColour(byte filter)
    {
        byte[] pixels = new byte[7 * 5 * 3];
        new Random(filter).NextBytes(pixels);
        IEnumerable<double> expected = pixels.Chunk(3).Select(p => (0.299 * p[0]) + (0.587 * p[1]) + (0.114 * p[2]));

        GreyImage image = PngReader.Read(PngBytes.Of(7, 5, colour: 2, channels: 3, filter, pixels));

        Assert.All(expected.Zip(image.Pixels), pair => Assert.InRange(pair.Second, pair.First - 0.6, pair.First + 0.6));
    }

    [Fact]
    public void ReadsGreysOfAnotherProgram() =>
        Assert.Equal(Gradient, Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAAAAABDM8I6AAAAGElEQVR4nGNk0NDQ0NBgYmdnZ2dnx0oBACI6AXrrFhGnAAAAAElFTkSuQmCC"));

    [Fact]
    public void ReadsColoursOfAnotherProgram()
    {
        byte[] pixels = Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAIAAADpOgqxAAAAHklEQVR4nGNk+M+gcUMEGTGx/2RGQ0zsP1nQEHGqAMC2HsHp1R7BAAAAAElFTkSuQmCC");
        Assert.All(Gradient.Zip(pixels), pair =>
        {
            double grey = (0.299 * pair.First) + (0.587 * (255 - pair.First)) + (0.114 * (pair.First / 2));
            Assert.InRange(pair.Second, grey - 0.6, grey + 0.6);
        });
    }

    [Fact]
    public void LaysTransparentColoursOnBlack()
    {
        byte[] solid = Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAIAAADpOgqxAAAAHklEQVR4nGNk+M+gcUMEGTGx/2RGQ0zsP1nQEHGqAMC2HsHp1R7BAAAAAElFTkSuQmCC");
        byte[] halfThere = Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAYAAABmWJ3mAAAAI0lEQVR4nGNk+M/QoHFDhAEdM7H/ZGbAhpnYf7IwYMOk6wAA3WwfQQGHTYUAAAAASUVORK5CYII=");
        Assert.Equal(solid.Select(pixel => pixel * 128 / 255), halfThere.Select(pixel => (int)pixel));
    }

    [Fact]
    public void LaysTransparentGreysOnBlack() =>
        Assert.Equal(
            Gradient.Select(pixel => (byte)(pixel * (255 - pixel) / 255)),
            Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAQAAADMUVVtAAAAFUlEQVR4nGNk+K9xAwaZ2H8iIJEcAMLkHgku/dzWAAAAAElFTkSuQmCC"));

    [Fact]
    public void ReadsPalettesOfTwoBits() =>
        Assert.Equal(
            [18, 18, 74, 134, 134, 198, 18, 74, 74, 134, 198, 198, 18, 74, 74, 134, 198, 198, 18, 74, 74, 134, 198, 198, 18, 74, 134, 134, 198, 198],
            Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFAgMAAAAbNnV1AAAADFBMVEXGxsaGhoZKSkoSEhIB1l/dAAAAEklEQVR4nGP46cDwkgGKnjIAACiPBNpRrVwbAAAAAElFTkSuQmCC"));

    [Fact]
    public void ReadsPalettesOfFourBits() =>
        Assert.Equal(
            [4, 26, 74, 118, 167, 204, 4, 54, 94, 134, 167, 204, 4, 54, 94, 134, 181, 221, 26, 54, 94, 134, 181, 221, 26, 74, 118, 150, 181, 221],
            Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFBAMAAACUdoDVAAAAJFBMVEXd3d3MzMy1tbWnp6eWlpaGhoZ2dnZeXl5KSko2NjYaGhoEBATCygvFAAAAGElEQVR4nGPY1WbIsLMUhBUYVgLxihQFAEbLBonQVgxmAAAAAElFTkSuQmCC"));

    [Fact]
    public void ReadsGreysOfOneBit() =>
        Assert.Equal(
            Gradient.Select(pixel => pixel > 100 ? (byte)255 : (byte)0),
            Read("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFAQAAAABOI6BLAAAAEklEQVR4nGOQYWJgYmBSYGIAAAGOAEV6jriAAAAAAElFTkSuQmCC"));

    [Fact]
    public void RefusesSixteenBits() => Refuses(
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFEAAAAAATox55AAAAE0lEQVR4nGNkYNCAAyZ2JEAkBwB9fgLqa572VAAAAABJRU5ErkJggg=="),
        "16 bits a channel");

    [Fact]
    public void RefusesInterlacing() => Refuses(
        PngBytes.File(PngBytes.Chunk("IHDR", PngBytes.Header(2, 2, 8, 0, interlace: 1)), PngBytes.Chunk("IEND", [])), "interlaced");

    [Fact]
    public void RefusesAHugePictureBeforeTakingMemoryForIt() => Refuses(
        PngBytes.File(PngBytes.Chunk("IHDR", PngBytes.Header(int.MaxValue, int.MaxValue, 8, 0)), PngBytes.Chunk("IEND", [])),
        "2147483647x2147483647");

    [Fact]
    public void RefusesAPictureWithoutHeader() => Refuses(PngBytes.File(PngBytes.Chunk("IEND", [])), "no header");

    [Fact]
    public void RefusesAnUnknownFilter() => Refuses(PngBytes.Of(2, 2, 0, 1, filter: 5, [1, 2, 3, 4]), "unknown filter, 5");

    [Fact]
    public void RefusesTooFewRows() => Refuses(
        PngBytes.File(
            PngBytes.Chunk("IHDR", PngBytes.Header(4, 4, 8, 0)), PngBytes.Chunk("IDAT", PngBytes.Compress([0, 1, 2])), PngBytes.Chunk("IEND", [])),
        "too early");

    [Fact]
    public void RefusesAColourBeyondThePalette() => Refuses(
        PngBytes.File(
            PngBytes.Chunk("IHDR", PngBytes.Header(1, 1, 8, 3)),
            PngBytes.Chunk("PLTE", [1, 2, 3]),
            PngBytes.Chunk("IDAT", PngBytes.Compress([0, 1])),
            PngBytes.Chunk("IEND", [])),
        "palette");

    [Fact]
    public void RefusesEveryTruncation()
    {
        byte[] whole = PngBytes.Of(5, 3, 0, 1, filter: 4, [.. Enumerable.Range(0, 15).Select(i => (byte)i)]);
        Assert.All(Enumerable.Range(8, whole.Length - 8), length =>
            Assert.Throws<InvalidDataException>(() => PngReader.Read(whole.AsSpan(0, length))));
    }

    private static byte[] Read(string base64) => PngReader.Read(Convert.FromBase64String(base64)).Pixels;

    private static void Refuses(byte[] content, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => PngReader.Read(content)).Message, StringComparison.Ordinal);
}
