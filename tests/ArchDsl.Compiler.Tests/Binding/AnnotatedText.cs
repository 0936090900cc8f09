using System.Text;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>A source with its findings written under the lines they are about.</summary>
internal static class AnnotatedText
{
    public static string Of(SourceText source, IEnumerable<Diagnostic> diagnostics)
    {
        ILookup<int, Diagnostic> byLine = diagnostics.Where(d => d.Location.Path == source.Path).ToLookup(d => d.Location.Start.Line);
        var builder = new StringBuilder();
        string[] lines = source.Text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            builder.Append($"{i + 1,3} | {lines[i]}\n");
            foreach (Diagnostic diagnostic in byLine[i])
            {
                Append(builder, diagnostic, lines[i].Length);
            }
        }

        foreach (Diagnostic elsewhere in diagnostics.Where(d => d.Location.Path != source.Path))
        {
            builder.Append(elsewhere).Append('\n');
        }

        return builder.ToString();
    }

    private static void Append(StringBuilder builder, Diagnostic diagnostic, int length)
    {
        (LinePosition start, LinePosition end) = (diagnostic.Location.Start, diagnostic.Location.End);
        int last = end.Line == start.Line ? end.Character : length;
        builder.Append("    | ").Append(' ', start.Character).Append('^', Math.Max(1, last - start.Character)).Append('\n');
        builder.Append($"    |   {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Code}: {diagnostic.Message}\n");
        foreach (RelatedLocation related in diagnostic.Related)
        {
            builder.Append($"    |   {related.Location}: {related.Message}\n");
        }

        if (diagnostic.Help is not null)
        {
            builder.Append($"    |   help: {diagnostic.Help}\n");
        }
    }
}
