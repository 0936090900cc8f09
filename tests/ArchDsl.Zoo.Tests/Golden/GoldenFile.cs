using System.Text.Json;
using ArchDsl.Testing;

namespace ArchDsl.Zoo.Tests.Golden;

/// <summary>One published network: the figures of one row of golden.json.</summary>
/// <param name="Id">Section and name, <c>timm/resnet50</c>.</param>
/// <param name="Figures">What the row says.</param>
internal sealed record GoldenRow(string Id, JsonElement Figures)
{
    /// <summary>A whole number of the row.</summary>
    public long Number(string name) => Figures.GetProperty(name).GetInt64();

    /// <summary>A list of whole numbers, joined with commas.</summary>
    public string List(string name) => string.Join(",", Figures.GetProperty(name).EnumerateArray().Select(e => e.GetInt64()));
}

/// <summary>The rows of golden.json.</summary>
internal static class GoldenFile
{
    private const string Meta = "meta";

    public static IReadOnlyDictionary<string, GoldenRow> Rows { get; } = Read();

    private static Dictionary<string, GoldenRow> Read()
    {
        string path = Path.Combine(Repository.Root, "tests", "ArchDsl.Zoo.Tests", "golden.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.EnumerateObject()
            .Where(section => section.Name != Meta)
            .SelectMany(section => section.Value.EnumerateObject().Select(row => new GoldenRow($"{section.Name}/{row.Name}", row.Value.Clone())))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
    }
}
