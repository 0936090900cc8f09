using ArchDsl.Cpu.Tests.Support;

namespace ArchDsl.Cpu.Tests;

/// <summary>Networks that nobody would design, so that passes meet in ways nobody thought of.</summary>
public sealed class RandomNetworkTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AgreesWithTheEvaluator(int seed)
    {
        var random = new Random(seed);
        Agreement.Check(RandomNetworks.Make(random), threads: 1 + (seed % 3), batch: 2);
    }
}
