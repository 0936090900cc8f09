using System.Text.Json;

namespace ArchDsl.Zoo.Tests.Golden;

/// <summary>Every row of golden.json is a network of the zoo, with its figures to the digit.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Rows => [.. GoldenFile.Rows.Keys];

    public static TheoryData<string> PyclsRows => [.. GoldenFile.Rows.Keys.Where(r => r.StartsWith("pycls_regnet/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_has_its_network_and_the_network_its_figures(string row)
    {
        string[] wrong = Figures.Mismatches(GoldenFile.Rows[row]);
        Assert.True(wrong.Length == 0, $"{row} is {RowMap.Of(row).File}:{RowMap.Of(row).Arch}, but\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void Every_line_names_a_row_and_a_network()
    {
        Assert.All(RowMap.Lines, line =>
        {
            Assert.True(GoldenFile.Rows.ContainsKey(line.Row), $"{line.Place}: golden.json has no row {line.Row}");
            Assert.True(Zoo.Files.Contains(line.File), $"{line.Place}: there is no dsl/zoo/{line.File}");
            Assert.True(Zoo.Compile(line.File).Networks.Any(n => n.Name == line.Arch), $"{line.Place}: dsl/zoo/{line.File} has no arch {line.Arch}");
        });
    }

    [Fact]
    public void No_row_stands_in_two_lines() =>
        Assert.All(RowMap.Lines.GroupBy(line => line.Row), same => Assert.True(same.Count() == 1, string.Join(" and ", same.Select(l => l.Place)) + $": {same.Key}"));

    // The six numbers of the paper give the stages; without a group width they give the quantised widths.
    [Theory]
    [MemberData(nameof(PyclsRows))]
    public void A_regnet_follows_from_its_six_numbers(string row)
    {
        GoldenRow golden = GoldenFile.Rows[row];
        JsonElement f = golden.Figures;
        string numbers = $"{f.GetProperty("w0")}, {f.GetProperty("wa")}, {f.GetProperty("wm")}, {f.GetProperty("depth")}";
        string stages = string.Join(", ", f.GetProperty("depths").EnumerateArray()
            .Zip(f.GetProperty("widths").EnumerateArray(), f.GetProperty("groups_w").EnumerateArray())
            .Select(s => $"[{s.First}, {s.Second}, {s.Third}]"));
        string quantised = string.Join(", ", f.GetProperty("widths_quantized").EnumerateArray());
        Zoo.Written(
            $$"""
            arch Stages {
                input image: 3x32x32
                require regnet_stages({{numbers}}, {{f.GetProperty("group_w")}}) == [{{stages}}], "the stages are others"
                for i, (n, width, group) in regnet_stages({{numbers}}, 1) { require width == [{{quantised}}][i], "the quantised widths are others" }
            }
            """);
    }
}
