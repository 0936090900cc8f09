using Xunit;

namespace ArchDsl.Testing.Tests.Samples;

/// <summary>A test class whose snapshots the orphan check looks for.</summary>
public sealed class SampleTests
{
    [Fact]
    public void Works() => Assert.NotEmpty(Helper());

    [Theory]
    [InlineData("one", 1)]
    [InlineData("two", 2)]
    public void Rows(string name, int count) => Assert.Equal(count, name == "one" ? 1 : 2);

    public static string Helper() => nameof(SampleTests);
}
