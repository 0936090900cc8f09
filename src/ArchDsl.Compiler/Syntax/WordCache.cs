namespace ArchDsl.Compiler.Syntax;

/// <summary>Gives equal words of a file one string, and tells keywords from names, without looking at a word twice.</summary>
internal sealed class WordCache(int size)
{
    private const int LongestCached = 24;
    private readonly string?[] _words = new string?[size];
    private readonly SyntaxKind[] _kinds = new SyntaxKind[size];

    public string Get(string text, int start, int length, out SyntaxKind kind)
    {
        if (length > LongestCached)
        {
            kind = SyntaxKind.Name;
            return text.Substring(start, length);
        }

        uint hash = 2166136261;
        for (int i = start; i < start + length; i++)
        {
            hash = unchecked((hash ^ text[i]) * 16777619);
        }

        uint slot = hash % (uint)size;
        string? word = _words[slot];
        if (word is null || word.Length != length || string.CompareOrdinal(word, 0, text, start, length) != 0)
        {
            word = text.Substring(start, length);
            _words[slot] = word;
            _kinds[slot] = SyntaxFacts.KeywordOrName(word);
        }

        kind = _kinds[slot];
        return word;
    }
}
