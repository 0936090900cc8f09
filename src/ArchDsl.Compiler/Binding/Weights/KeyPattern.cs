using System.Numerics;

namespace ArchDsl.Compiler.Binding;

/// <summary>What a <c>rename</c> looks for: whole segments, some with holes that match whole numbers.</summary>
internal sealed class KeyPattern
{
    private readonly KeyPart[][] _segments;

    public KeyPattern(IReadOnlyList<IReadOnlyList<KeyPart>> segments) => _segments = segments.Select(s => s.ToArray()).ToArray();

    /// <summary>How many segments it takes.</summary>
    public int Length => _segments.Length;

    /// <summary>The names its holes bind.</summary>
    public IEnumerable<string> Holes => _segments.SelectMany(s => s).Where(p => p.IsHole).Select(p => p.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Finds the first place where it fits.</summary>
    /// <param name="key">The segments of a key.</param>
    /// <param name="bindings">What its holes matched there.</param>
    /// <returns>The index of the first segment, or -1.</returns>
    public int Find(string[] key, out IReadOnlyDictionary<string, BigInteger> bindings)
    {
        for (int start = 0; start + Length <= key.Length; start++)
        {
            // Most places do not fit: nothing is made for them before the first hole.
            Dictionary<string, BigInteger>? found = null;
            if (FitsAt(key, start, ref found))
            {
                bindings = found ?? NoBindings;
                return start;
            }
        }

        bindings = NoBindings;
        return -1;
    }

    private static Dictionary<string, BigInteger> NoBindings { get; } = [];

    private bool FitsAt(string[] key, int start, ref Dictionary<string, BigInteger>? bindings)
    {
        for (int i = 0; i < Length; i++)
        {
            if (!Fits(_segments[i], key[start + i], ref bindings))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(KeyPart[] parts, string segment, ref Dictionary<string, BigInteger>? bindings)
    {
        if (parts.Length == 1 && !parts[0].IsHole)
        {
            return string.Equals(segment, parts[0].Text, StringComparison.Ordinal);
        }

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
            if (end == at || !Bind(part.Text, BigInteger.Parse(segment.Substring(at, end - at), System.Globalization.CultureInfo.InvariantCulture), bindings ??= new Dictionary<string, BigInteger>(StringComparer.Ordinal)))
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
