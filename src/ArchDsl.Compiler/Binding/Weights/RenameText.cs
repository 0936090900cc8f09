using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Texts that become parts of keys: what fills their holes is a text or a whole number of at least 0.</summary>
internal static class RenameText
{
    /// <summary>The text of an expression; null where it has none, which is reported.</summary>
    public static string? Of(ExpressionSyntax syntax, Frame frame, Evaluator evaluator, DiagnosticBag diagnostics)
    {
        switch (syntax)
        {
            case ParenthesizedSyntax inner:
                return Of(inner.Inner, frame, evaluator, diagnostics);
            case ConditionalSyntax { ContainsErrors: false } conditional:
                return evaluator.Condition(conditional.Condition, frame) switch
                {
                    true => Of(conditional.WhenTrue, frame, evaluator, diagnostics),
                    false => Of(conditional.WhenFalse, frame, evaluator, diagnostics),
                    null => null,
                };
            case TextSyntax { ContainsErrors: false } text:
                string?[] parts = text.Parts.Select(p => p.Hole is null ? p.Literal : OfHole(p.Hole, frame, evaluator, diagnostics)).ToArray();
                return parts.Contains(null) ? null : string.Concat(parts);
        }

        switch (evaluator.Evaluate(syntax, frame))
        {
            case TextValue value:
                return value.Text;
            case ErrorValue:
                return null;
            case var other:
                diagnostics.Add(ValueErrors.WrongType(frame.File.LocationOf(syntax), "a text", other.Describe(), "`rename`"));
                return null;
        }
    }

    /// <summary>What fills a hole; null where nothing does, which is reported.</summary>
    public static string? OfHole(ExpressionSyntax hole, Frame frame, Evaluator evaluator, DiagnosticBag diagnostics)
    {
        SourceLocation at = frame.File.LocationOf(hole);
        switch (evaluator.Evaluate(hole, frame))
        {
            case ErrorValue:
                return null;
            case TextValue text:
                return text.Text;
            case NumberValue number when !evaluator.NoRuntime(at, "a name", number):
                return null;
            case NumberValue { Number.IsInteger: false } number:
                diagnostics.Add(ValueErrors.Fraction(at, number.ToText(), "a number in a key"));
                return null;
            case NumberValue { Number.Sign: < 0 } number:
                diagnostics.Add(ValueErrors.OutOfRange(at, "a number in a key", number.ToText(), "at least 0"));
                return null;
            case NumberValue number:
                return number.ToText();
            case var other:
                diagnostics.Add(ValueErrors.WrongType(at, "a whole number or a text", other.Describe(), "a hole"));
                return null;
        }
    }
}
