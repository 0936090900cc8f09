using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Documentation;

/// <summary>What the README shows is what the compiler says today.</summary>
public class ReadmeTests
{
    private const string Example = "examples/Quickstart/fashion.arch";

    private static readonly string Readme = Read("README.md");

    [Fact]
    public void The_network_on_top_is_the_one_of_the_quickstart()
    {
        string shown = FenceWith("arch FashionNet(");
        Assert.Contains(shown, Read(Example), StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_of_the_quickstart_are_counted()
    {
        Network network = Assert.Single(ArchCompiler.Compile(new SourceText(Example, Read(Example))).Networks);
        CostReport costs = CostReport.Of(network);
        string shown = FenceWith("params_excluding_norm");
        foreach (string metric in Costs.MetricNames)
        {
            string line = Assert.Single(shown.Split('\n'), l => l.StartsWith(metric + " ", StringComparison.Ordinal));
            Assert.Equal(Digits(costs.Metric(metric)!.Value), line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }

        foreach (StageCost stage in costs.Stages)
        {
            string line = Assert.Single(shown.Split('\n'), l => l.StartsWith(stage.Name + " ", StringComparison.Ordinal));
            string[] cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal([stage.Shape.ToString(), Digits(stage.Costs.Params), Digits(stage.Costs.Macs)], cells[1..4]);
        }
    }

    [Fact]
    public void The_slips_give_the_errors_that_are_shown()
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("models/tiny.arch", FenceWith("arch TinyNet(")));
        string shown = FenceWith("models/tiny.arch(");
        IEnumerable<string> heads = compilation.Diagnostics.Select(d => d.ToString().Split('\n')[0]);
        Assert.Equal(heads, shown.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)));
        Assert.All(compilation.Diagnostics, d => Assert.Contains($"  help: {d.Help}\n", shown, StringComparison.Ordinal));
    }

    // The text of the first fence that holds this.
    private static string FenceWith(string text)
    {
        string[] parts = Readme.Split("\n```");
        string fence = parts.Where((_, i) => i % 2 == 1).First(part => part.Contains(text, StringComparison.Ordinal));
        return fence[(fence.IndexOf('\n', StringComparison.Ordinal) + 1)..] + "\n";
    }

    private static string Digits(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    private static string Read(string path) =>
        File.ReadAllText(Path.Combine(Repository.Root, path)).Replace("\r\n", "\n", StringComparison.Ordinal);
}
