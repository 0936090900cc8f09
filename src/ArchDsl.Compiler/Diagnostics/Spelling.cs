namespace ArchDsl.Compiler.Diagnostics;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to <paramref name="name"/> by edit distance, or null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        int limit = Math.Max(1, name.Length / 3);
        string? best = null;
        foreach (string candidate in candidates.Distinct(StringComparer.Ordinal).OrderBy(c => c, StringComparer.Ordinal))
        {
            if (candidate == name || Math.Abs(candidate.Length - name.Length) > limit)
            {
                continue;
            }

            // Nothing in common is not near, however short the names are.
            int distance = Distance(name, candidate);
            if (distance <= limit && distance < Math.Max(name.Length, candidate.Length) && (best is null || distance < Distance(name, best)))
            {
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The help line for an unknown name, or null where nothing is near.</summary>
    public static string? Suggest(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is { } nearest ? $"did you mean `{nearest}`?" : null;

    // Damerau's distance: a swap of neighbours is one slip of the fingers, not two.
    private static int Distance(string a, string b)
    {
        a = a.ToLowerInvariant();
        b = b.ToLowerInvariant();
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int best = Math.Min(substitution, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                d[i, j] = swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
            }
        }

        return d[a.Length, b.Length];
    }
}
