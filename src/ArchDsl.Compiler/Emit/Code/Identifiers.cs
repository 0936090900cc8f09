using System.Globalization;
using System.Text;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>Turns the user's names, which may be any text, into identifiers.</summary>
internal static class Identifiers
{
    /// <summary>The words of a name: <c>out_channels</c>, <c>outChannels</c> and <c>out-channels</c> are "out", "channels".</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool startsWord = char.IsUpper(c) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (!IsPart(c) || startsWord)
            {
                Flush(words, word);
            }

            if (IsPart(c))
            {
                word.Append(c);
            }
        }

        Flush(words, word);
        return words;
    }

    /// <summary><c>OutChannels</c>; a name without letters becomes <c>Part</c> and its digits.</summary>
    public static string Pascal(string name)
    {
        string joined = string.Concat(Words(name).Select(Capital));
        return joined.Length == 0 || char.IsDigit(joined[0]) ? "Part" + joined : joined;
    }

    /// <summary><c>outChannels</c>.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        int upper = 0;
        while (upper < pascal.Length && char.IsUpper(pascal[upper]) && (upper == 0 || upper + 1 == pascal.Length || !char.IsLower(pascal[upper + 1])))
        {
            upper++;
        }

        return pascal.Substring(0, upper).ToLowerInvariant() + pascal.Substring(upper);
    }

    /// <summary><c>out_channels</c>.</summary>
    public static string Snake(string name)
    {
        string joined = string.Join("_", Words(name).Select(w => w.ToLowerInvariant()));
        return joined.Length == 0 || char.IsDigit(joined[0]) ? "part" + joined : joined;
    }

    /// <summary>Whether a name is an identifier as it stands, in ASCII.</summary>
    public static bool IsPlain(string name) => name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => c == '_' || IsPart(c));

    /// <summary>Text in double quotes, valid in C# and Python.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(c);
                    break;
                case < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029':
                    quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    quoted.Append(c);
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }

    // ASCII alone: an identifier of either language, whatever the version of Unicode it was built with.
    private static bool IsPart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
