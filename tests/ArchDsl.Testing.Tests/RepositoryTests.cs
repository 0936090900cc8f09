using System.Runtime.CompilerServices;
using Xunit;

namespace ArchDsl.Testing.Tests;

public sealed class RepositoryTests
{
    [Fact]
    public void TheSourceFileIsFoundInEveryKindOfBuild() => Assert.True(File.Exists(Repository.ResolveSource(ThisFile())));

    [Fact]
    public void ADeterministicBuildsPathIsMappedBack() => Assert.Equal(
        Path.Combine(Repository.Root, "tests/ArchDsl.Testing.Tests/RepositoryTests.cs"),
        Repository.ResolveSource("/_/tests/ArchDsl.Testing.Tests/RepositoryTests.cs"));

    [Fact]
    public void TheOwningProjectIsTheNearest() => Assert.Equal(
        Path.Combine(Repository.Root, "tests", "ArchDsl.Testing.Tests"),
        Repository.ProjectOf(Repository.ResolveSource(ThisFile())));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
