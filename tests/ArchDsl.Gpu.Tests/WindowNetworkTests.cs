using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>Whole small networks that squeeze, shuffle, pool and convolve group by group.</summary>
public sealed class WindowNetworkTests
{
    public static TheoryData<string> Names => ["Osa", "Csp", "CompConv", "SeResidual", "Dense", "ShuffleV1", "ShuffleV2"];

    [Theory]
    [MemberData(nameof(Names))]
    public void NetworksAgree(string name)
    {
        Network network = name switch
        {
            "Osa" => Networks.Osa(),
            "Csp" => Networks.Csp(),
            "CompConv" => Networks.CompConv(),
            "SeResidual" => Networks.SeResidual(),
            "Dense" => Networks.Dense(),
            "ShuffleV1" => Networks.ShuffleV1(),
            _ => Networks.ShuffleV2(),
        };
        Agreement.CheckChoices(network);
    }
}
