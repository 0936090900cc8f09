namespace ArchDsl.Runtime.Weights;

/// <summary>How another project names the weights of a network. A tensor that no row speaks of keeps its own key.</summary>
public sealed class WeightDialect
{
    private readonly Dictionary<string, string> _paths;

    /// <summary>Makes a dialect from the paths that differ.</summary>
    /// <param name="name">What it is called: <c>torchvision</c>; empty for the network's own naming.</param>
    /// <param name="paths">Modules or tensors of the network with their names there; the longest path that fits a key counts.</param>
    /// <exception cref="ArgumentException">A path occurs twice.</exception>
    public WeightDialect(string name, IEnumerable<(string Own, string Foreign)> paths)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(paths);
        Name = name;
        _paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string own, string foreign) in paths)
        {
            _paths.Add(own, foreign);
        }
    }

    /// <summary>The network's own keys.</summary>
    public static WeightDialect Own { get; } = new("", []);

    /// <summary>What it is called; empty for the network's own naming.</summary>
    public string Name { get; }

    /// <summary>The key of one of the network's tensors in this dialect.</summary>
    /// <param name="key">The network's key.</param>
    public string this[string key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            for (int end = key.Length; end > 0; end = key.LastIndexOf('.', end - 1))
            {
                if (_paths.TryGetValue(key[..end], out string? foreign))
                {
                    return foreign + key[end..];
                }
            }

            return _paths.TryGetValue("", out string? root) ? $"{root}.{key}" : key;
        }
    }

    /// <summary>The naming that fits a source best: the one that finds most of the tensors, by shape too where several do; first of all the network's own.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network, under its own key.</param>
    /// <param name="dialects">What else the tensors may be called.</param>
    public static WeightDialect Find(IWeightSource source, IReadOnlyList<WeightSpec> expected, IReadOnlyList<WeightDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(dialects);
        WeightDialect best = Own;
        (int Keys, int Shapes) most = Count(source, expected, Own);
        foreach (WeightDialect dialect in dialects)
        {
            (int Keys, int Shapes) found = Count(source, expected, dialect);
            if (found.CompareTo(most) > 0)
            {
                (best, most) = (dialect, found);
            }
        }

        return best;
    }

    /// <summary>The tensors of a network under this dialect's keys.</summary>
    /// <param name="expected">Every tensor of the network, under its own key.</param>
    public IReadOnlyList<WeightSpec> Of(IReadOnlyList<WeightSpec> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return _paths.Count == 0 ? expected : [.. expected.Select(spec => spec with { Key = this[spec.Key] })];
    }

    /// <summary>The name of the dialect, or <c>own</c>.</summary>
    public override string ToString() => Name.Length == 0 ? "own" : Name;

    internal static WeightDialect Named(string name, IReadOnlyList<WeightDialect> dialects) =>
        name.Length == 0 ? Own : dialects.FirstOrDefault(d => d.Name == name)
        ?? throw new ArgumentException(
            $"there is no dialect '{name}'; there {(dialects.Count == 0 ? "is none" : $"are {string.Join(", ", dialects)}")}", nameof(name));

    private static (int Keys, int Shapes) Count(IWeightSource source, IReadOnlyList<WeightSpec> expected, WeightDialect dialect)
    {
        int keys = 0;
        int shapes = 0;
        foreach (WeightSpec spec in expected)
        {
            if (source.TryGetInfo(dialect[spec.Key], out WeightInfo? info))
            {
                keys++;
                shapes += info.Shape == spec.Shape ? 1 : 0;
            }
        }

        return (keys, shapes);
    }
}
