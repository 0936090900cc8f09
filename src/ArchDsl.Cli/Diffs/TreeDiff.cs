using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Diffs;

/// <summary>
/// Aligns two trees of stages, blocks and layers. On each level the longest common subsequence decides, where parts count as
/// common by degrees: equal throughout, of one name and definition, of one definition, of one name. What is paired is compared
/// within; what is not was added or removed. A block put around another (a csp around its repeats) pairs what stands inside.
/// </summary>
internal sealed class TreeDiff
{
    private const int EqualScore = 8;
    private const int NameScore = 4;
    private const int DefinitionScore = 3;
    private const int WrapScore = 2;

    private readonly Dictionary<GraphItem, string> _prints = new(ReferenceEqualityComparer.Instance);

    private TreeDiff()
    {
    }

    public static IReadOnlyList<DiffNode> Of(IReadOnlyList<GraphItem> left, IReadOnlyList<GraphItem> right) => new TreeDiff().Align(left, right);

    private List<DiffNode> Align(IReadOnlyList<GraphItem> left, IReadOnlyList<GraphItem> right)
    {
        int[,] best = Scores(left, right);
        var nodes = new List<DiffNode>();
        int i = 0;
        int j = 0;
        while (i < left.Count && j < right.Count)
        {
            int score = Score(left[i], right[j]);
            if (score > 0 && best[i, j] == best[i + 1, j + 1] + score)
            {
                nodes.Add(Pair(left[i++], right[j++]));
            }
            else if (best[i, j] == best[i + 1, j])
            {
                nodes.Add(Alone(Change.Removed, left[i++]));
            }
            else
            {
                nodes.Add(Alone(Change.Added, right[j++]));
            }
        }

        nodes.AddRange(left.Skip(i).Select(item => Alone(Change.Removed, item)));
        nodes.AddRange(right.Skip(j).Select(item => Alone(Change.Added, item)));
        return nodes;
    }

    // best[i, j] is the score of the rests from i and j on.
    private int[,] Scores(IReadOnlyList<GraphItem> left, IReadOnlyList<GraphItem> right)
    {
        var best = new int[left.Count + 1, right.Count + 1];
        for (int i = left.Count - 1; i >= 0; i--)
        {
            for (int j = right.Count - 1; j >= 0; j--)
            {
                int score = Score(left[i], right[j]);
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), score > 0 ? best[i + 1, j + 1] + score : 0);
            }
        }

        return best;
    }

    private int Score(GraphItem left, GraphItem right)
    {
        if (left is GraphFrame != right is GraphFrame)
        {
            return 0;
        }

        if (Print(left) == Print(right))
        {
            return EqualScore;
        }

        bool isName = left.Name == right.Name && left.Name.Length > 0;
        bool isDefinition = DefinitionOf(left) == DefinitionOf(right);
        bool isStage = left is GraphFrame { IsStage: true } || right is GraphFrame { IsStage: true };
        return isStage ? (isName && isDefinition ? NameScore : 0)
            : isDefinition ? (isName ? NameScore : DefinitionScore)
            : isName && left is GraphVertex ? DefinitionScore
            : Inside(right, left) is not null || Inside(left, right) is not null ? WrapScore : 0;
    }

    /// <summary>The first block within another that is of the same definition as a given one.</summary>
    private static GraphFrame? Inside(GraphItem outer, GraphItem wanted) => outer is GraphFrame frame && wanted is GraphFrame
        ? frame.Items.OfType<GraphFrame>().Select(f => f.Definition == DefinitionOf(wanted) ? f : Inside(f, wanted)).FirstOrDefault(f => f is not null)
        : null;

    private DiffNode Pair(GraphItem left, GraphItem right)
    {
        if (Print(left) == Print(right))
        {
            return new DiffNode(Change.Same, left, right, []);
        }

        if ((left, right) is not (GraphFrame a, GraphFrame b))
        {
            return new DiffNode(Change.Changed, left, right, []);
        }

        if (a.Definition != b.Definition && a.Name != b.Name)
        {
            return Inside(right, left) is { } inner
                ? Wrapped(Change.Added, b, inner, Pair(left, inner))
                : Wrapped(Change.Removed, a, Inside(left, right)!, Pair(Inside(left, right)!, right));
        }

        // Of a unit that only stands there more often, its parts say nothing more.
        bool isCount = a.Repeat != b.Repeat && a.Items.Select(Build).SequenceEqual(b.Items.Select(Build));
        return new DiffNode(Change.Changed, left, right, isCount ? [] : Align(a.Items, b.Items));
    }

    private static DiffNode Wrapped(Change change, GraphFrame outer, GraphFrame inner, DiffNode pair)
    {
        DiffNode[] parts =
        [
            .. outer.Items.Select(i => ReferenceEquals(i, inner) ? pair
                : i is GraphFrame frame && frame.Vertices.Contains(inner.Vertices.First()) ? Wrapped(change, frame, inner, pair)
                : Alone(change, i)),
        ];
        return new DiffNode(change, change == Change.Removed ? outer : null, change == Change.Added ? outer : null, parts);
    }

    private static DiffNode Alone(Change change, GraphItem item)
    {
        DiffNode[] parts = item is GraphFrame frame ? [.. frame.Items.Select(i => Alone(change, i))] : [];
        return new DiffNode(change, change == Change.Removed ? item : null, change == Change.Added ? item : null, parts);
    }

    private static string DefinitionOf(GraphItem item) => item is GraphFrame frame ? frame.Definition : ((GraphVertex)item).Op;

    // What a part is, whatever it costs by standing there several times.
    private static string Build(GraphItem item) => item switch
    {
        GraphFrame frame => FormattableString.Invariant($"{frame.Label}*{frame.Repeat} {frame.Shape} [{string.Join(';', frame.Items.Select(Build))}]"),
        GraphVertex vertex => $"{vertex.Label} {vertex.Shape}",
        _ => "",
    };

    // All that two parts must have in common to be the same.
    private string Print(GraphItem item)
    {
        if (!_prints.TryGetValue(item, out string? print))
        {
            print = item switch
            {
                GraphFrame frame => FormattableString.Invariant($"{frame.Label}*{frame.Repeat} {frame.Shape} {frame.Costs} [{string.Join(';', frame.Items.Select(Print))}]"),
                GraphVertex vertex => FormattableString.Invariant($"{vertex.Label} {vertex.Kind} {vertex.FirstShape} {vertex.Shape} {vertex.Costs}"),
                _ => "",
            };
            _prints.Add(item, print);
        }

        return print;
    }
}
