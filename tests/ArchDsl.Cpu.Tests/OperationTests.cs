using ArchDsl.Cpu.Tests.Support;

namespace ArchDsl.Cpu.Tests;

/// <summary>Every operation of the graph, alone and where it meets others, as generated code.</summary>
public sealed class OperationTests
{
    public static TheoryData<string> Names => [.. OperationNetworks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheEvaluator(string name) => Agreement.Check(OperationNetworks.Make(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesOnThreeThreads(string name) => Agreement.Check(OperationNetworks.Make(name), threads: 3, batch: 4);
}
