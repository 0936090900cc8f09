using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Zoo.Tests;

/// <summary>Every file of the zoo is free of findings, canonical, and says where its networks come from and what they cost.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Files => [.. Zoo.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_compiles_without_any_finding(string file)
    {
        Compilation compilation = Zoo.Compile(file);
        Assert.Equal("", Zoo.Findings(compilation));
        Assert.True(compilation.Networks.Count + compilation.Spaces.Count > 0, "the file holds neither networks nor spaces");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_canonical(string file) => Assert.Equal(Zoo.Read(file).Text, ArchCompiler.Format(Zoo.Read(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_names_its_papers(string file) => Assert.Contains("arXiv:", Zoo.Read(file).Text, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_network_is_documented_and_expects_figures(string file)
    {
        ArchSyntax[] arches = [.. Parser.Parse(Zoo.Read(file)).Root.Members.OfType<ArchSyntax>()];
        Assert.All(Zoo.Compile(file).Networks, network =>
        {
            Assert.False(string.IsNullOrWhiteSpace(network.Documentation), $"{network.Name} has no `///`");
            ArchSyntax syntax = arches.Single(a => a.Name.Text == network.Name);
            Assert.True(Expects(syntax), $"{network.Name} has no `expect`");
        });
    }

    [Fact]
    public void Names_are_those_of_one_network_in_the_whole_zoo()
    {
        IEnumerable<string> twice = Zoo.Files.SelectMany(f => Zoo.Compile(f).Networks, (f, n) => (File: f, n.Name))
            .GroupBy(n => n.Name).Where(g => g.Count() > 1).Select(g => $"{g.Key} in {string.Join(" and ", g.Select(n => n.File))}");
        Assert.Equal([], twice);
    }

    [Fact]
    public void Weight_keys_are_distinct() =>
        Assert.All(Zoo.Files.SelectMany(f => Zoo.Compile(f).Networks), network =>
        {
            string[] keys = [.. network.Weights.Select(w => w.Key)];
            Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        });

    private static bool Expects(ArchSyntax arch) =>
        arch.Body?.Statements.Any(s => s is CallStatementSyntax { Name.Text: "expect" }) == true;
}
