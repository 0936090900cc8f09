using System.Text;
using Xunit;

namespace ArchDsl.Testing.Tests;

public sealed class SnapshotTests : IDisposable
{
    private const string Verified = "SampleTests.Works.verified.txt";
    private const string Received = "SampleTests.Works.received.txt";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void AMatchPassesAndRemovesWhatWasReceived()
    {
        _sandbox.WriteVerified(Verified, "one\ntwo");
        _sandbox.Write(Received, "stale");

        _sandbox.Snapshot(Sandbox.Local).Add("one\r\ntwo\n").Check();

        Assert.False(_sandbox.Has(Received));
    }

    [Fact]
    public void AMismatchWritesTheReceivedFileInTheVerifiedForm()
    {
        _sandbox.WriteVerified(Verified, "one\ntwo");

        Assert.Throws<SnapshotMismatchException>(() => _sandbox.Snapshot(Sandbox.Local).Add("one\r\n2\n").Check());

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "one\n2"u8], _sandbox.Bytes(Received));
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "one\ntwo"u8], _sandbox.Bytes(Verified));
    }

    [Fact]
    public void AMismatchShowsTheChangedLinesAndTheCommand()
    {
        string[] lines = [.. Enumerable.Range(1, 20).Select(i => $"line {i}")];
        _sandbox.WriteVerified(Verified, string.Join('\n', lines));
        lines[9] = "line  10";

        string message = Failure(_sandbox.Snapshot(Sandbox.Local).Add(string.Join('\n', lines)));

        Assert.Contains("      - line 10\n   10 + line  10\n", message);
        Assert.Contains("    7   line 7\n", message);
        Assert.Contains("   13   line 13\n", message);
        Assert.DoesNotContain("line 6", message);
        Assert.DoesNotContain("line 14", message);
        Assert.Contains("to accept: ARCHDSL_ACCEPT=1 dotnet test ", message);
        Assert.Contains(Path.GetFileName(_sandbox.Folder), message);
    }

    [Fact]
    public void ANewSnapshotFails()
    {
        string message = Failure(_sandbox.Snapshot(Sandbox.Local).Add("text"));

        Assert.Contains($"new: {Verified}", message);
        Assert.True(_sandbox.Has(Received));
        Assert.False(_sandbox.Has(Verified));
    }

    [Fact]
    public void AllMismatchesAreReportedAtOnce()
    {
        _sandbox.WriteVerified("SampleTests.Works#same.verified.txt", "same");
        _sandbox.WriteVerified("SampleTests.Works#b.verified.txt", "old b");
        _sandbox.WriteVerified("SampleTests.Works#gone.verified.txt", "gone");

        string message = Failure(_sandbox.Snapshot(Sandbox.Local)
            .AddNamed("same", "same").AddNamed("a", "text a").AddNamed("b", "new b"));

        Assert.Contains("new: SampleTests.Works#a.verified.txt", message);
        Assert.Contains("changed: SampleTests.Works#b.verified.txt", message);
        Assert.Contains("no longer produced: SampleTests.Works#gone.verified.txt", message);
        Assert.DoesNotContain("#same", message);
        Assert.False(_sandbox.Has("SampleTests.Works#same.received.txt"));
    }

    [Fact]
    public void AcceptingWritesTheVerifiedFilesAndDropsStaleOnes()
    {
        _sandbox.Write(Received, "text");
        _sandbox.WriteVerified("SampleTests.Works#gone.verified.txt", "gone");
        _sandbox.WriteVerified("SampleTests.WorksToo.verified.txt", "another test's");

        _sandbox.Snapshot(Sandbox.Accepting).Add("text").Check();

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "text"u8], _sandbox.Bytes(Verified));
        Assert.False(_sandbox.Has(Received));
        Assert.False(_sandbox.Has("SampleTests.Works#gone.verified.txt"));
        Assert.True(_sandbox.Has("SampleTests.WorksToo.verified.txt"));
        _sandbox.Snapshot(Sandbox.Local).Add("text").Check();
    }

    [Fact]
    public void NothingIsAcceptedOnCi()
    {
        SnapshotMode mode = SnapshotMode.From(name => name is "CI" or SnapshotMode.AcceptVariable ? "true" : null);
        _sandbox.WriteVerified(Verified, "old");

        string message = Failure(_sandbox.Snapshot(mode).Add("new"));

        Assert.Contains("nothing is accepted on CI", message);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "old"u8], _sandbox.Bytes(Verified));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("1", null, true)]
    [InlineData("true", "", true)]
    [InlineData("0", null, false)]
    [InlineData("1", "true", false)]
    [InlineData("1", "1", false)]
    public void TheEnvironmentDecides(string? accept, string? ci, bool accepts)
    {
        SnapshotMode mode = SnapshotMode.From(name => name == "CI" ? ci : accept);

        Assert.Equal(accepts, mode.Accept);
    }

    [Fact]
    public void ParametersEnterTheFileName()
    {
        _sandbox.Snapshot(Sandbox.Accepting).With("path", "a/b").With("ratio", 0.5).With("none", null).Add("x").Check();

        Assert.True(_sandbox.Has("SampleTests.Works_path=a-b_ratio=0.5_none=null.verified.txt"));
    }

    [Fact]
    public void AGeneratedFileIsHeadedByItsHintName()
    {
        _sandbox.Snapshot(Sandbox.Accepting).AddGenerated("Net.g.cs", "class Net;\n").Check();

        byte[] bytes = _sandbox.Bytes("SampleTests.Works#Net.g.verified.cs");
        Assert.Equal("//HintName: Net.g.cs\nclass Net;", Encoding.UTF8.GetString(bytes.AsSpan(3)));
    }

    [Fact]
    public void TheSameOutputTwiceIsRefused()
    {
        Snapshot snapshot = _sandbox.Snapshot(Sandbox.Local).Add("one");

        Assert.Throws<ArgumentException>(() => snapshot.Add("two"));
    }

    private static string Failure(Snapshot snapshot) =>
        Assert.Throws<SnapshotMismatchException>(snapshot.Check).Message.Replace("\r\n", "\n");
}
