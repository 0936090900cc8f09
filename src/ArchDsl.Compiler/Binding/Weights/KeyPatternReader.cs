using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Reads the FROM of a <c>rename</c>. A hole that is a bare name binds a number; any other is filled in.</summary>
internal sealed class KeyPatternReader(Evaluator evaluator, DiagnosticBag diagnostics)
{
    /// <param name="syntax">The FROM.</param>
    /// <param name="frame">Where the rename stands.</param>
    /// <param name="outer">The values around the <c>weights</c> statement: a bare name of these is a hole all the same.</param>
    /// <returns>Null where it is none, which is reported.</returns>
    public KeyPattern? Read(ExpressionSyntax syntax, Frame frame, Scoped outer)
    {
        SourceLocation at = frame.File.LocationOf(syntax);
        if (syntax is not TextSyntax text)
        {
            return evaluator.Evaluate(syntax, frame) switch
            {
                TextValue value => Segments([new KeyPart(value.Text, false)], at),
                ErrorValue => null,
                Value other => Report(ValueErrors.WrongType(at, "a text of the segments to rename", other.Describe(), "`rename`")),
            };
        }

        var parts = new List<KeyPart>();
        foreach (TextPart part in text.Parts)
        {
            KeyPart? read = part.Hole is null ? new KeyPart(part.Literal!, false) : Hole(part.Hole, frame, outer);
            if (read is null)
            {
                return null;
            }

            if (parts.Count > 0 && parts[parts.Count - 1].IsHole && (read.IsHole || (read.Text.Length > 0 && char.IsDigit(read.Text[0]))))
            {
                return Report(WeightErrors.BadRename(at, $"where `{{{parts[parts.Count - 1].Text}}}` ends is open: {(read.IsHole ? "another hole" : "a digit")} follows", "put a letter or sign between them"));
            }

            parts.Add(read);
        }

        return Segments(parts, at);
    }

    private KeyPart? Hole(ExpressionSyntax syntax, Frame frame, Scoped outer)
    {
        if (syntax is CallSyntax { HasParentheses: false } name && !frame.Values.IsSetWithin(name.Name.Text, outer))
        {
            if (!Builtins.IsReserved(name.Name.Text))
            {
                return new KeyPart(name.Name.Text, true);
            }

            diagnostics.Add(NameErrors.Reserved(frame.File.LocationOf(name), name.Name.Text));
            return null;
        }

        return RenameText.OfHole(syntax, frame, evaluator, diagnostics) is { } filled ? new KeyPart(filled, false) : null;
    }

    // Dots in the plain text part segments.
    private KeyPattern? Segments(IEnumerable<KeyPart> parts, SourceLocation at)
    {
        var segments = new List<List<KeyPart>> { new() };
        foreach (KeyPart part in parts)
        {
            string[] pieces = part.IsHole ? [part.Text] : part.Text.Split('.');
            for (int i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                {
                    segments.Add([]);
                }

                if (pieces[i].Length > 0)
                {
                    segments[segments.Count - 1].Add(part with { Text = pieces[i] });
                }
            }
        }

        return segments.All(s => s.Count > 0)
            ? new KeyPattern(segments)
            : Report(WeightErrors.BadRename(at, segments.Count == 1 ? "there is no segment to rename" : "a segment between two dots is empty"));
    }

    private KeyPattern? Report(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return null;
    }
}
