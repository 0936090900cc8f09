namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>RegNet's quantised widths (arXiv:2003.13678): how many stages there are, ties and limits.</summary>
public sealed class RegNetTests
{
    [Fact]
    public void TheNumberOfStagesIsAResult()
    {
        Assert.Equal("triple", Only("len(regnet_stages(64, 100, 3, 9, 8)) == 3", "triple"));
        Assert.Equal("single", Only("len(regnet_stages(64, 0, 2, 9, 8)) == 1", "single"));
    }

    // The four published models with a tie that goes down: 80·2.25/8 = 22.5, 392/16 = 24.5, 136/16 = 8.5, 776/16 = 48.5.
    [Theory]
    [InlineData("80, 34.01, 2.25, 18, 24", 1, 168)]
    [InlineData("24, 24.48, 2.54, 22, 16", 3, 384)]
    [InlineData("56, 38.84, 2.4, 14, 16", 1, 128)]
    [InlineData("56, 38.84, 2.4, 14, 16", 3, 768)]
    public void TiesRoundToTheEvenSide(string numbers, int stage, int width) =>
        Assert.Equal("even", Only($"regnet_stages({numbers})[{stage}][1] == {width}", "even"));

    // 22.5 steps of 8 are 22, not 23.
    [Fact]
    public void ATieOfTheQuantisedWidthIsEvenToo() =>
        Assert.Equal("even", Only("regnet_stages(80, 34.01, 2.25, 18, 1)[1][1] == 176", "even"));

    [Theory]
    [InlineData("regnet_stages(20, 1, 2, 4, 8)")]
    [InlineData("regnet_stages(24, -1, 2, 4, 8)")]
    [InlineData("regnet_stages(24, 1, 1, 4, 8)")]
    [InlineData("regnet_stages(24, 1, 2, 0, 8)")]
    [InlineData("regnet_stages(24, 1, 2, 4, 0)")]
    [InlineData("regnet_stages(24, 1, 1 + 1e-300, 4, 8)")]
    [InlineData("regnet_stages(8, 1e300, 1.0001, 4, 8)")]
    public void ArgumentsOutsideTheModelAreAnError(string call) =>
        Assert.StartsWith("ARCH0309: `regnet_stages`", ArchText.OnlyFindingIn($"let stages = {call}"));

    private static string Only(string condition, string name) =>
        ArchText.Body($"if {condition} {{ from x as {name} }}\n outputs {name}").Outputs[0].Name;
}
