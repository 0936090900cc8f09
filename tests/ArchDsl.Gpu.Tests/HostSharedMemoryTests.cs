using System.Globalization;
using System.Text.RegularExpressions;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;

namespace ArchDsl.Gpu.Tests;

/// <summary>What is checked against a device's limits when a network is loaded is what its kernels really take.</summary>
public sealed class HostSharedMemoryTests
{
    // Any CUDA device has as much for a group that declares it beforehand.
    private const int Most = 48 * 1024;

    public static TheoryData<string> Names => new("Osa", "Csp", "CompConv", "Mixed");

    [Theory]
    [MemberData(nameof(Names))]
    public void LaunchesDeclareTheSharedMemoryOfTheirKernels(string name)
    {
        string source = ArchEmitter.Emit(Of(name), EmitTarget.Ilgpu, new EmitOptions())[0].Text;
        Dictionary<string, int> taken = Regex.Split(source, "(?=private static void )").Skip(1)
            .ToDictionary(body => Regex.Match(body, @"void (\w+)\(").Groups[1].Value, body => Regex.Matches(body, @"SharedMemory\.Allocate<(\w+)>\((\d+)\)").Sum(Bytes));
        MatchCollection launches = Regex.Matches(source, @"new\((\w+), new LaunchShape\(.*?(?:SharedBytes: (\d+))?\)[,)]");
        Assert.True(launches.Count >= 3);
        Assert.Contains(launches, l => taken[l.Groups[1].Value] > 0);
        foreach (Match launch in launches)
        {
            string kernel = launch.Groups[1].Value;
            Assert.True(taken[kernel] == (launch.Groups[2].Success ? Number(launch.Groups[2]) : 0), $"{kernel} takes {taken[kernel]} bytes: {launch.Value}");
            Assert.InRange(taken[kernel], 0, Most);
        }
    }

    private static Network Of(string name)
    {
        switch (name)
        {
            case "Osa":
                return Networks.Osa();
            case "Csp":
                return Networks.Csp();
            case "CompConv":
                return Networks.CompConv();
            default:
                var net = new Net("Mixed");
                Node x = net.Se(net.Conv(net.Conv(net.Input(3, 12, 12), 32, stride: 2), 32, groups: 32), 8);
                x = net.MaxPool(net.Conv(x, 48, groups: 4), 2, 2);
                return net.Build(net.Linear(net.GlobalPool(x), 10));
        }
    }

    private static int Bytes(Match match) => Number(match.Groups[2]) * (match.Groups[1].Value == "Float4" ? 16 : 4);

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);
}
