using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Pictures;

public class CommittedPictureTests
{
    // Drawn anew by the command that stands in the README above the picture.
    [Fact]
    public void ThePictureOfTheReadmeIsWhatTheCommandDraws()
    {
        string committed = File.ReadAllText(Path.Combine(Repository.Root, "examples/Quickstart/fashion.svg"));
        Assert.Equal(SvgPicture.Render(Written.Of("examples/Quickstart/fashion.arch", "FashionNet"), GraphLevel.Block), committed);
    }
}
