using ArchDsl.Testing;
using Xunit;

namespace ArchDsl.Runtime.Tests;

public sealed class SnapshotFilesTests
{
    [Fact]
    public void EverySnapshotHasATest() => SnapshotFiles.Check(typeof(SnapshotFilesTests).Assembly);
}
