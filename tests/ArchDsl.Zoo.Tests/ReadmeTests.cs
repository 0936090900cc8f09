using ArchDsl.Compiler.Graph;
using ArchDsl.Testing;
using ArchDsl.Zoo.Tests.Golden;

namespace ArchDsl.Zoo.Tests;

/// <summary>The zoo's section of the README is counted.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme =
        File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Replace("\r\n", "\n", StringComparison.Ordinal);

    [Fact]
    public void The_table_of_families_has_every_file_and_its_counts()
    {
        string[] shown = [.. Readme.Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal) && line.Contains("(dsl/zoo/", StringComparison.Ordinal))];
        string[] counted =
        [
            .. Zoo.Files.Select(file =>
                $"| [{Path.GetFileNameWithoutExtension(file)}](dsl/zoo/{file}) | {Zoo.Compile(file).Networks.Count} | {RowMap.Lines.Count(l => l.File == file)} | "),
        ];
        string[] missing = [.. counted.Where(start => !shown.Any(line => line.StartsWith(start, StringComparison.Ordinal)))];
        Assert.True(missing.Length == 0, "the README's table should have rows that start with\n" + string.Join("\n", missing));
        Assert.Equal(counted.Length, shown.Length);
    }

    [Fact]
    public void The_edit_it_shows_gives_the_network_of_the_zoo()
    {
        const string edit = "arch SEResNet50 = ResNet50 { replace";
        string text = Readme.Split("```\n").Single(part => part.Contains(edit, StringComparison.Ordinal));
        Network shown = Zoo.Written(text);
        Assert.Equal(Zoo.Network("resnet.arch", "SEResNet50").Weights.Select(w => $"{w.Key} {w.Tensor}"), shown.Weights.Select(w => $"{w.Key} {w.Tensor}"));
    }
}
