using System.Text;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Compiling;

/// <summary>Brings a finding into the one line that a build prints.</summary>
internal static class Messages
{
    /// <summary>The finding where its file is, with related places and help in the message.</summary>
    public static Diagnostic Flatten(Diagnostic diagnostic, Func<SourceLocation, SourceLocation> toFullPath)
    {
        var message = new StringBuilder(diagnostic.Message);
        foreach (RelatedLocation related in diagnostic.Related)
        {
            message.Append("; ").Append(related.Message).Append(" (").Append(Place(related.Location, diagnostic.Location)).Append(')');
        }

        if (diagnostic.Help is not null)
        {
            message.Append("; help: ").Append(diagnostic.Help);
        }

        return diagnostic with
        {
            Message = OneLine(message),
            Location = toFullPath(diagnostic.Location),
            Help = null,
            Related = default,
        };
    }

    private static string Place(SourceLocation related, SourceLocation from) =>
        related.Path == from.Path
            ? $"line {related.Start.Line + 1}, column {related.Start.Character + 1}"
            : related.ToString();

    private static string OneLine(StringBuilder text) =>
        text.Replace("\r", "").Replace('\n', ' ').ToString();
}
