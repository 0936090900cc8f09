using System.Globalization;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Graphs;

/// <summary>Says in a line what stands in a stage: <c>conv 3x3 /2 · bottleneck ×3</c>.</summary>
internal static class ScopeContents
{
    private const int MaxParts = 5;

    public static string Of(Scope scope)
    {
        var runs = new List<(string Text, int Count)>();
        foreach (IScopeMember member in scope.Members)
        {
            string text = TextOf(member);
            if (runs.Count > 0 && runs[^1].Text == text)
            {
                runs[^1] = (text, runs[^1].Count + 1);
            }
            else if (text.Length > 0)
            {
                runs.Add((text, 1));
            }
        }

        IEnumerable<string> parts = runs.Take(MaxParts).Select(r => r.Count == 1 ? r.Text : string.Create(CultureInfo.InvariantCulture, $"{r.Text} ×{r.Count}"));
        return string.Join(" · ", parts) + (runs.Count > MaxParts ? " · …" : "");
    }

    private static string TextOf(IScopeMember member) => member switch
    {
        Scope { Kind: ScopeKind.Layer } layer => layer.Definition + LayerLabel.DetailsOf([.. layer.AllNodes]),
        Scope inner => inner.Definition,
        Node node => node.Operation.Name,
        _ => "",
    };
}
