using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Elements of lists and members of tensors.</summary>
internal sealed partial class Evaluator
{
    private Value Index(IndexSyntax syntax, Frame frame, ArchType? wanted)
    {
        Value target = Evaluate(syntax.Target, frame, wanted);
        Value index = Evaluate(syntax.Index, frame);
        SourceLocation at = frame.File.LocationOf(syntax.Index);
        if (target is ErrorValue || index is ErrorValue)
        {
            return ErrorValue.Instance;
        }

        if (target is not ListValue list)
        {
            _diagnostics.Add(ValueErrors.WrongType(frame.File.LocationOf(syntax.Target), "a list", target.Describe()));
            return ErrorValue.Instance;
        }

        if (index is not NumberValue { Number.IsInteger: true } number)
        {
            _diagnostics.Add(index is NumberValue fraction
                ? ValueErrors.Fraction(at, fraction.ToText(), "an index")
                : ValueErrors.WrongType(at, "a whole number", index.Describe()));
            return ErrorValue.Instance;
        }

        if (!NoRuntime(at, "an index", index))
        {
            return ErrorValue.Instance;
        }

        if (number.Number.Sign < 0 || number.Number >= list.Items.Count)
        {
            _diagnostics.Add(ValueErrors.IndexOutside(at, number.ToText(), list.Items.Count));
            return ErrorValue.Instance;
        }

        return list.Items[(int)number.Number.Numerator];
    }

    private Value Member(MemberAccessSyntax syntax, Frame frame)
    {
        Value target = Target(syntax.Target, frame);
        SourceLocation at = frame.File.LocationOf(syntax.Name);
        switch (target)
        {
            case ErrorValue:
                return target;
            case TensorValue tensor:
                switch (syntax.Name.Text)
                {
                    case "c":
                        return Channels(tensor.Node, at, "c");
                    case "h":
                        return new NumberValue(tensor.Node.Shape.Height);
                    case "w":
                        return new NumberValue(tensor.Node.Shape.Width);
                }

                _diagnostics.Add(NameErrors.UnknownMember(at, syntax.Name.Text, "a tensor", ["c", "h", "w"]));
                return ErrorValue.Instance;
            case MatchValue match:
                if (match.Arguments.TryGetValue(syntax.Name.Text, out Value? argument))
                {
                    return argument;
                }

                _diagnostics.Add(NameErrors.UnknownMember(at, syntax.Name.Text, $"`{match.Name}`", match.Arguments.Keys));
                return ErrorValue.Instance;
            default:
                _diagnostics.Add(ValueErrors.WrongType(frame.File.LocationOf(syntax.Target), "a tensor before a dot", target.Describe()));
                return ErrorValue.Instance;
        }
    }

    // Before a dot a tensor is wanted: a number of the same name does not hide it.
    private Value Target(ExpressionSyntax syntax, Frame frame) =>
        syntax is CallSyntax { HasParentheses: false } name
        && frame.Values.Find(name.Name.Text) is not (TensorValue or MatchValue)
        && frame.Tensors?.Find(name.Name.Text) is { } node
            ? Tensor(node)
            : Evaluate(syntax, frame);

    private Value Channels(Node? node, SourceLocation at, string name)
    {
        if (node is null)
        {
            _diagnostics.Add(ShapeErrors.NoTensor(at, name));
            return ErrorValue.Instance;
        }

        return _isTainted(node) ? ErrorValue.Instance : new NumberValue(node.Shape.Channels, node.RuntimeWidth);
    }
}
