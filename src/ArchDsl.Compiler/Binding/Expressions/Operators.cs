using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>What the operators do with values.</summary>
internal static class Operators
{
    public static Value Unary(UnarySyntax syntax, Frame frame, Evaluator evaluator, DiagnosticBag diagnostics)
    {
        if (syntax.Operator.Kind == SyntaxKind.NotKeyword)
        {
            return evaluator.Condition(syntax.Operand, frame) is { } condition ? new BoolValue(!condition) : ErrorValue.Instance;
        }

        Value operand = evaluator.Evaluate(syntax.Operand, frame);
        switch (operand)
        {
            case ErrorValue:
                return operand;
            case NumberValue { Width: null } number:
                return new NumberValue(-number.Number);
            case NumberValue number:
                return new NumberValue(-number.Number, new WidthExpression.Binary(new WidthExpression.Constant(0), '-', number.Width!));
            default:
                diagnostics.Add(ValueErrors.WrongType(frame.File.LocationOf(syntax.Operand), "a number behind `-`", operand.Describe()));
                return ErrorValue.Instance;
        }
    }

    public static Value Binary(BinarySyntax syntax, Frame frame, Evaluator evaluator, DiagnosticBag diagnostics)
    {
        SourceLocation at = frame.File.LocationOf(syntax);
        SyntaxKind op = syntax.Operator.Kind;
        if (op is SyntaxKind.AndKeyword or SyntaxKind.OrKeyword)
        {
            bool? first = evaluator.Condition(syntax.Left, frame);
            if (first == (op == SyntaxKind.OrKeyword))
            {
                return new BoolValue(first!.Value);
            }

            bool? second = evaluator.Condition(syntax.Right, frame);
            return first is null || second is null ? ErrorValue.Instance : new BoolValue(second.Value);
        }

        Value left = evaluator.Evaluate(syntax.Left, frame);
        Value right = evaluator.Evaluate(syntax.Right, frame);
        if (left is ErrorValue || right is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        evaluator.Charge((left as ListValue)?.Size ?? 0, syntax, frame);
        if (op is SyntaxKind.EqualsEquals or SyntaxKind.NotEquals)
        {
            return evaluator.NoRuntime(at, "a comparison", left, right)
                ? new BoolValue(left.Equals(right) == (op == SyntaxKind.EqualsEquals))
                : ErrorValue.Instance;
        }

        switch (left, op, right)
        {
            case (ListValue a, SyntaxKind.Plus, ListValue b):
                return evaluator.Bounded(new ListValue(a.Items.Concat(b.Items).ToEquatableArray()), at);
            case (TextValue a, SyntaxKind.Plus, TextValue b) when a.Text.Length + b.Text.Length <= Coercion.MaxList:
                return new TextValue(a.Text + b.Text);
            case (NumberValue a, _, NumberValue b):
                return Numbers(a, op, b, at, frame.File.LocationOf(syntax.Right), evaluator, diagnostics);
            default:
                diagnostics.Add(ValueErrors.WrongOperands(at, syntax.Operator.Text, left.Describe(), right.Describe()));
                return ErrorValue.Instance;
        }
    }

    private static Value Numbers(NumberValue a, SyntaxKind op, NumberValue b, SourceLocation at, SourceLocation right, Evaluator evaluator, DiagnosticBag diagnostics)
    {
        char symbol = op switch { SyntaxKind.Plus => '+', SyntaxKind.Minus => '-', SyntaxKind.Star => '*', _ => '\0' };
        if (symbol == '\0' && !evaluator.NoRuntime(at, symbol == '\0' && op is SyntaxKind.Slash or SyntaxKind.Percent ? "a division" : "a comparison", a, b))
        {
            return ErrorValue.Instance;
        }

        if (op is SyntaxKind.Slash or SyntaxKind.Percent && b.Number.Sign == 0)
        {
            diagnostics.Add(ValueErrors.DivisionByZero(right));
            return ErrorValue.Instance;
        }

        Rational? number = op switch
        {
            SyntaxKind.Plus => a.Number + b.Number,
            SyntaxKind.Minus => a.Number - b.Number,
            SyntaxKind.Star => a.Number * b.Number,
            SyntaxKind.Slash => a.Number / b.Number,
            SyntaxKind.Percent => a.Number - (b.Number * Rational.Create((a.Number / b.Number).Floor(), 1)),
            _ => null,
        };
        if (number is null)
        {
            int order = a.Number.CompareTo(b.Number);
            return new BoolValue(op switch
            {
                SyntaxKind.Less => order < 0,
                SyntaxKind.LessEquals => order <= 0,
                SyntaxKind.Greater => order > 0,
                _ => order >= 0,
            });
        }

        Value value = evaluator.Bounded(new NumberValue(number.Value), at);
        if (value is ErrorValue || (a.Width is null && b.Width is null))
        {
            return value;
        }

        if (WidthOf(a) is { } x && WidthOf(b) is { } y)
        {
            return new NumberValue(number.Value, new WidthExpression.Binary(x, symbol, y));
        }

        diagnostics.Add(ValueErrors.RuntimeValue(at, (a.Width ?? b.Width)!.ToText(n => n), "a product with a fraction"));
        return ErrorValue.Instance;
    }

    private static WidthExpression? WidthOf(NumberValue value) =>
        value.Width ?? (value.Number.IsInteger && value.Number.Bytes <= 9 ? new WidthExpression.Constant((long)value.Number.Numerator) : null);
}
