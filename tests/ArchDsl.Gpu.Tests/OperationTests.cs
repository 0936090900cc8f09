using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>Every operation of the graph, alone and where it meets others, as generated kernels.</summary>
public sealed class OperationTests
{
    public static TheoryData<string> Names => [.. OperationNetworks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheEvaluator(string name) => Agreement.Check(OperationNetworks.Make(name));
}
