using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>A dialect as the fewest rows that give it: one for each module, block or stage whose insides keep their names.</summary>
internal static class DialectTable
{
    /// <summary>The paths that differ, in the order of the network; a tensor that none covers keeps its key.</summary>
    public static IReadOnlyList<(string Own, string Foreign)> Rows(WeightDialect dialect)
    {
        var rows = new List<(string, string)>();
        Add("", dialect.Keys.ToArray(), rows);
        return rows;
    }

    /// <summary>The table as C#: an array of ArchDsl.Runtime's dialects, for an expression body.</summary>
    public static void Write(CodeWriter writer, Network network)
    {
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (WeightDialect dialect in network.Dialects)
            {
                writer.Line($"new({Identifiers.Quote(dialect.Name)},");
                writer.Line("[");
                using (writer.Indent())
                {
                    writer.Lines(Rows(dialect).Select(row => $"({Identifiers.Quote(row.Own)}, {Identifiers.Quote(row.Foreign)}),"));
                }

                writer.Line("]),");
            }
        }

        writer.Line("];");
    }

    private static void Add(string path, IReadOnlyList<RenamedKey> keys, List<(string, string)> rows)
    {
        string?[] paths = keys.Select(key => ForeignPath(path, key)).Distinct().ToArray();
        if (paths.Length == 1 && paths[0] is { } foreign)
        {
            if (foreign != path)
            {
                rows.Add((path, foreign));
            }

            return;
        }

        foreach (IGrouping<string, RenamedKey> inner in keys.GroupBy(key => NextPath(path, key.Own), StringComparer.Ordinal))
        {
            Add(inner.Key, inner.ToArray(), rows);
        }
    }

    // What a path would have to be called for this key to keep what stands behind it; null where it does not keep that.
    private static string? ForeignPath(string path, RenamedKey key)
    {
        if (key.Own.Length == path.Length)
        {
            return key.Foreign;
        }

        string tail = path.Length == 0 ? key.Own : key.Own.Substring(path.Length + 1);
        return key.Foreign.EndsWith("." + tail, StringComparison.Ordinal) ? key.Foreign.Substring(0, key.Foreign.Length - tail.Length - 1)
            : path.Length == 0 && key.Foreign == tail ? ""
            : null;
    }

    private static string NextPath(string path, string key)
    {
        int dot = key.IndexOf('.', path.Length == 0 ? 0 : path.Length + 1);
        return dot < 0 ? key : key.Substring(0, dot);
    }
}
