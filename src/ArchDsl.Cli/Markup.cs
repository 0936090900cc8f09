namespace ArchDsl.Cli;

/// <summary>Text within SVG and HTML.</summary>
internal static class Markup
{
    /// <summary>Safe between tags and within double quotes.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
