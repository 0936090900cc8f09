using Quickstart.Display;
using Quickstart.Images;
using Xunit;

namespace ArchDsl.Examples.Tests;

public class DisplayTests
{
    private static readonly GreyImage Stairs = new(4, 3, [0, 0, 255, 255, 0, 0, 255, 255, 0, 255, 0, 255]);

    [Fact]
    public void APlainPictureIsShadesOfTwoRowsEach() =>
        Assert.Equal(["  @@", " = ="], Picture.Lines(Stairs, isRich: false).Select(line => line.Replace('+', '=')));

    [Fact]
    public void ARichPictureIsHalfBlocksInGreys()
    {
        string line = Picture.Lines(new GreyImage(1, 2, [255, 0]), isRich: true).Single();
        Assert.Equal("\e[38;5;255;48;5;16m▀\e[0m", line);
    }

    [Fact]
    public void PicturesStandSideBySideWhereThereIsRoom()
    {
        Assert.Equal(3, Show(width: 20).Length);
        Assert.Equal(6, Show(width: 8).Length);
    }

    [Fact]
    public void NothingButTextGoesToAFile()
    {
        var writer = new StringWriter();
        var terminal = new Terminal(writer, isRich: false, width: 80);
        using (var bar = new ProgressBar(terminal, "work", 10))
        {
            bar.Report(5);
        }

        terminal.Line(terminal.Bold("done") + terminal.Green("!"));
        Assert.Equal("done!\n", writer.ToString().ReplaceLineEndings("\n"));
    }

    private static string[] Show(int width)
    {
        var writer = new StringWriter();
        var exhibit = new Exhibit(Stairs, ["a step"]);
        Gallery.Show(new Terminal(writer, isRich: false, width), [exhibit, exhibit]);
        return writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
