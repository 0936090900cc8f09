using Xunit;

namespace ArchDsl.Testing.Tests;

public sealed class ScrubberTests
{
    [Theory]
    [InlineData("""[GeneratedCode("ArchDsl.Generators", "0.1.0")]""", """[GeneratedCode("ArchDsl.Generators", "{Version}")]""")]
    [InlineData("""GeneratedCodeAttribute("any tool", "1.2.3.4")""", """GeneratedCodeAttribute("any tool", "{Version}")""")]
    [InlineData("x, Version=1.0.0.0, Culture=neutral", "x, Version={Version}, Culture=neutral")]
    [InlineData("made by archdsl 0.1.0-rc.1+abc.", "made by archdsl {Version}.")]
    [InlineData("made by ArchDsl.Cli v12.0.1", "made by ArchDsl.Cli v{Version}")]
    [InlineData("conv 1.2.3 and 0.01", "conv 1.2.3 and 0.01")]
    public void VersionsAreScrubbed(string text, string scrubbed) => Assert.Equal(scrubbed, Scrubber.Scrub(text));

    [Fact]
    public void AbsolutePathsAreScrubbed()
    {
        string source = Path.Combine(Repository.Root, "dsl", "a.arch");
        string temp = Path.Combine(Path.GetTempPath(), "x");
        string output = Path.Combine(AppContext.BaseDirectory, "y");

        string scrubbed = Scrubber.Scrub($"{source}(1,2) {temp} {output}").Replace('\\', '/');

        Assert.Equal("{SolutionDirectory}/dsl/a.arch(1,2) {TempPath}/x {OutputDirectory}/y", scrubbed);
    }
}
