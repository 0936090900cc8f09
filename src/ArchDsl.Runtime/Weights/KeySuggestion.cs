namespace ArchDsl.Runtime.Weights;

/// <summary>Finds the key somebody meant.</summary>
internal static class KeySuggestion
{
    // Bounds the work that a file with many long keys can cause.
    private const int MaxCandidates = 4096;
    private const int MaxLength = 256;

    public static string? Nearest(string key, IEnumerable<string> candidates)
    {
        if (key.Length is 0 or > MaxLength)
        {
            return null;
        }

        string? nearest = null;
        int best = Math.Max(2, key.Length / 5) + 1;
        foreach (string candidate in candidates.Take(MaxCandidates))
        {
            if (IsSamePathButPrefix(key, candidate))
            {
                return candidate;
            }

            if (candidate.Length > MaxLength || Math.Abs(candidate.Length - key.Length) >= best)
            {
                continue;
            }

            int distance = Distance(key, candidate, best);
            if (distance < best)
            {
                (best, nearest) = (distance, candidate);
            }
        }

        return nearest;
    }

    // Wrappers put a segment in front of every key: module.c2.conv1.conv.weight.
    private static bool IsSamePathButPrefix(string a, string b) => EndsWithPath(a, b) || EndsWithPath(b, a);

    private static bool EndsWithPath(string path, string tail) =>
        tail.Contains('.') && path.Length > tail.Length + 1
        && path[^(tail.Length + 1)] == '.' && path.EndsWith(tail, StringComparison.Ordinal);

    /// <summary>Levenshtein's distance, or the limit once it cannot come below it.</summary>
    private static int Distance(string a, string b, int limit)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            int least = row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
                least = Math.Min(least, row[j]);
            }

            if (least >= limit)
            {
                return limit;
            }
        }

        return row[^1];
    }
}
