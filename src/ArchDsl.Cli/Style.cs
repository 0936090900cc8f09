namespace ArchDsl.Cli;

/// <summary>Marks text for a terminal, or leaves it as it is.</summary>
internal sealed class Style
{
    private readonly bool _isAnsi;

    private Style(bool isAnsi) => _isAnsi = isAnsi;

    public static Style Plain { get; } = new(false);

    public static Style Ansi { get; } = new(true);

    /// <summary>Whether marks are visible at all; bars are drawn only then.</summary>
    public bool IsRich => _isAnsi;

    public string Bold(string text) => Mark(text, "1");

    public string Dim(string text) => Mark(text, "2");

    public string Red(string text) => Mark(text, "1;31");

    public string Green(string text) => Mark(text, "1;32");

    public string Yellow(string text) => Mark(text, "1;33");

    public string Cyan(string text) => Mark(text, "36");

    private string Mark(string text, string code) => _isAnsi && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
