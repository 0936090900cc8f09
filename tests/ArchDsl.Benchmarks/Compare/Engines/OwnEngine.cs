using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Engines;

/// <summary>The generated class in the published host.</summary>
internal sealed class OwnEngine(HostProject host, int bits) : Engine("ArchDsl", bits)
{
    // Code that was compiled ahead of time is replaced after 30 calls.
    public override int WarmUpSamples => 64;

    // The replacing waits for quiet moments: on one processor it takes two seconds of runs, whatever their number.
    public override TimeSpan WarmUpTime => TimeSpan.FromSeconds(4);

    protected override string Program => "dotnet";

    protected override string[] Arguments(NetworkFiles files, string output, int batch, int threads) =>
        [host.Program, files.Compared.Network.Name, files.Weights, files.Input, output, Text(batch), Text(threads), Bits < 512 ? Text(Bits) : "0"];

    // .NET 10 reads the first, earlier runtimes the second.
    protected override void Limit(IDictionary<string, string?> environment) =>
        environment["DOTNET_EnableAVX512"] = environment["DOTNET_EnableAVX512F"] = "0";
}
