namespace ArchDsl.Cli.Tests;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(999, "999", "999")]
    [InlineData(1_000, "1_000", "1.00K")]
    [InlineData(9_994, "9_994", "9.99K")]
    [InlineData(9_996, "9_996", "10.0K")]
    [InlineData(99_960, "99_960", "100K")]
    [InlineData(999_400, "999_400", "999K")]
    [InlineData(999_600, "999_600", "1.00M")]
    [InlineData(22_600_296, "22_600_296", "22.6M")]
    [InlineData(7_072_227_328, "7_072_227_328", "7.07G")]
    [InlineData(1_234_567_890_123, "1_234_567_890_123", "1.23T")]
    public void NumbersAreWrittenAsInTheLanguage(long value, string exact, string rounded)
    {
        Assert.Equal(exact, Figures.Exact(value));
        Assert.Equal(rounded, Figures.Short(value));
    }

    [Fact]
    public void AShareOfNothingIsEmpty()
    {
        Assert.Equal("", Figures.Share(1, 0));
        Assert.Equal("12.5 %", Figures.Share(1, 8));
    }
}
