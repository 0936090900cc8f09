using Xunit;

namespace ArchDsl.Testing.Tests;

/// <summary>The library as test projects use it, with snapshots that are committed.</summary>
public sealed class UsageTests
{
    [Fact]
    public void OneText() => Snapshot.Verify("stage c2  256x56x56\nstage c3  512x28x28\n");

    [Theory]
    [InlineData("relu", 3)]
    [InlineData("hardswish", 5)]
    public void ARowOfATheory(string act, int kernel) => Snapshot.Here()
        .With(nameof(act), act).With(nameof(kernel), kernel)
        .Add($"conv {kernel}x{kernel}, act: {act}", "arch").Check();

    [Fact]
    public void GeneratedFiles() => Snapshot.Here()
        .Add("no diagnostics")
        .AddGenerated("Net.g.cs", "[GeneratedCode(\"ArchDsl\", \"0.1.0\")]\ninternal sealed class Net;\n")
        .AddGenerated("models.Net.g.cs", "internal sealed class Net2;\n")
        .Check();
}
