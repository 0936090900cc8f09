using System.Numerics;

namespace ArchDsl.Compiler.Binding;

/// <summary>What a <c>rename</c> looks for: whole segments, some with holes that match whole numbers.</summary>
internal sealed class KeyPattern(IReadOnlyList<IReadOnlyList<KeyPart>> segments)
{
    /// <summary>How many segments it takes.</summary>
    public int Length => segments.Count;

    /// <summary>The names its holes bind.</summary>
    public IEnumerable<string> Holes => segments.SelectMany(s => s).Where(p => p.IsHole).Select(p => p.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Finds the first place where it fits.</summary>
    /// <param name="key">The segments of a key.</param>
    /// <param name="bindings">What its holes matched there.</param>
    /// <returns>The index of the first segment, or -1.</returns>
    public int Find(IReadOnlyList<string> key, out IReadOnlyDictionary<string, BigInteger> bindings)
    {
        for (int start = 0; start + Length <= key.Count; start++)
        {
            var found = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
            if (FitsAt(key, start, found))
            {
                bindings = found;
                return start;
            }
        }

        bindings = NoBindings;
        return -1;
    }

    private static IReadOnlyDictionary<string, BigInteger> NoBindings { get; } = new Dictionary<string, BigInteger>();

    private bool FitsAt(IReadOnlyList<string> key, int start, Dictionary<string, BigInteger> bindings)
    {
        for (int i = 0; i < Length; i++)
        {
            if (!Fits(segments[i], key[start + i], bindings))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(IReadOnlyList<KeyPart> parts, string segment, Dictionary<string, BigInteger> bindings)
    {
        int at = 0;
        foreach (KeyPart part in parts)
        {
            if (!part.IsHole)
            {
                if (string.CompareOrdinal(segment, at, part.Text, 0, part.Text.Length) != 0)
                {
                    return false;
                }

                at += part.Text.Length;
                continue;
            }

            int end = at;
            while (end < segment.Length && segment[end] is >= '0' and <= '9')
            {
                end++;
            }

            // A hole that stands twice stands for one number.
            if (end == at || !Bind(part.Text, BigInteger.Parse(segment.Substring(at, end - at), System.Globalization.CultureInfo.InvariantCulture), bindings))
            {
                return false;
            }

            at = end;
        }

        return at == segment.Length;
    }

    private static bool Bind(string hole, BigInteger number, Dictionary<string, BigInteger> bindings)
    {
        if (bindings.TryGetValue(hole, out BigInteger earlier))
        {
            return earlier == number;
        }

        bindings.Add(hole, number);
        return true;
    }
}

/// <summary>A piece of a segment: plain text, or a hole under its name.</summary>
internal sealed record KeyPart(string Text, bool IsHole);
