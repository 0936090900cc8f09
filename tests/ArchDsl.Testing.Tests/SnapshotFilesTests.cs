using Xunit;

namespace ArchDsl.Testing.Tests;

public sealed class SnapshotFilesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void EverySnapshotOfThisProjectHasATest() => SnapshotFiles.Check(typeof(SnapshotFilesTests).Assembly);

    [Theory]
    [InlineData("SampleTests.Works.verified.txt")]
    [InlineData("SampleTests.Works#Net.g.verified.cs")]
    [InlineData("SampleTests.Rows_name=one_count=1.verified.txt")]
    [InlineData("SampleTests.Rows_count=2#tokens.verified.txt")]
    [InlineData("obj/Old.Gone.verified.txt")]
    public void ATestOwnsItsSnapshots(string file) => Assert.Empty(ProblemsOf(file));

    [Theory]
    [InlineData("SampleTests.Renamed.verified.txt")]
    [InlineData("SampleTests.WorksNot.verified.txt")]
    [InlineData("SampleTests.Helper.verified.txt")]
    [InlineData("OtherTests.Works.verified.txt")]
    [InlineData("Folder/SampleTests.Works.verified.txt")]
    [InlineData("SampleTests.Rows_name=three_count=1.verified.txt")]
    [InlineData("SampleTests.Rows_name=one_count=12.verified.txt")]
    [InlineData("SampleTests.Works_name=one.verified.txt")]
    [InlineData("stray.verified.txt")]
    public void ASnapshotWithoutATestIsReported(string file)
    {
        string problem = Assert.Single(ProblemsOf(file));

        Assert.Equal($"no test owns {file}: delete it, or restore the test", problem);
    }

    [Theory]
    [InlineData("text", "has no UTF-8 byte order mark")]
    [InlineData("\uFEFFone\r\ntwo", "has a carriage return")]
    [InlineData("\uFEFFone\n", "ends in a newline")]
    public void ASnapshotInAnotherFormIsReported(string content, string problem)
    {
        _sandbox.Write("SampleTests.Works.verified.txt", content);

        Assert.Equal([$"SampleTests.Works.verified.txt {problem}"], Problems());
    }

    private IReadOnlyList<string> ProblemsOf(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_sandbox.PathOf(file))!);
        _sandbox.WriteVerified(file, "text");
        return Problems();
    }

    private IReadOnlyList<string> Problems() => SnapshotFiles.FindProblems(_sandbox.Folder, [typeof(Samples.SampleTests)]);
}
