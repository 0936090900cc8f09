using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Statements at the level of an arch: input, stage, head, outputs, expect.</summary>
internal sealed partial class Elaborator
{
    private readonly List<NamedTensor> _outputs = [];
    private readonly List<(CallStatementSyntax Syntax, Frame Frame, Scoped Values)> _expectations = [];
    private bool _inheritsExpectations;
    private bool _isCopyBody;

    private void RunArchStatement(Builtin builtin, CallStatementSyntax syntax, Frame frame, string? alias, SourceLocation at)
    {
        switch (builtin.Name)
        {
            case "input":
                RunInput(syntax, frame, at);
                break;
            case "stage":
                RunStage(syntax, frame, at);
                break;
            case "head":
                RunPart(ScopeKind.Head, alias ?? "head", syntax, frame, at);
                break;
            case "outputs":
                RunOutputs(syntax, frame, at);
                break;
            case "weights":
                RunWeights(syntax, frame, at);
                break;
            case "expect" when !_inheritsExpectations:
                _expectations.Add((syntax, frame, frame.Values));
                break;
        }
    }

    private void RunInput(CallStatementSyntax syntax, Frame frame, SourceLocation at)
    {
        if (syntax.Arguments.Count == 0)
        {
            _diagnostics.Add(NameErrors.MissingArgument(at, "input", "NAME", "a shape, as in `input image: 3x224x224`"));
        }

        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            SourceLocation place = frame.File.LocationOf(argument);
            if (argument.Name is null)
            {
                _diagnostics.Add(NameErrors.NamesOnly(place, "input"));
                Taint(frame, place);
                continue;
            }

            string name = argument.Name.Text;
            Value value = _evaluator.Evaluate(argument.Value, frame);
            bool isFirst = _builder.Nodes.All(n => n.Operation is not InputOperation);
            Node node;
            if (ShapeOf(value, frame.File.LocationOf(argument.Value)) is { } shape)
            {
                shape = isFirst && _options.Input is { } replaced ? replaced : shape;
                node = Add(new InputOperation(name, shape), [], name, place, "input", repaired: new InputOperation(name, new Shape(1, 1, 1)));
            }
            else
            {
                node = _builder.Add(new ErrorOperation(new Shape(1, 1, 1)), [], name, place);
                _tainted.Add(node);
            }

            Name(name, node, argument, frame, frame.File.LocationOf(argument.Name));
            frame.Current ??= node;
            frame.In ??= node;
        }
    }

    private Shape? ShapeOf(Value value, SourceLocation at)
    {
        if (value is ErrorValue)
        {
            return null;
        }

        if (value is not ListValue { Items.Count: 3 } list)
        {
            _diagnostics.Add(ValueErrors.WrongType(at, "a shape CxHxW", value.Describe()));
            return null;
        }

        int?[] sides = list.Items.Select(i => i is NumberValue ? Int(i, new ParameterName("a side of a shape"), at, 1) : null).ToArray();
        if (list.Items.Any(i => i is not NumberValue))
        {
            _diagnostics.Add(ValueErrors.WrongType(at, "a shape CxHxW", value.ToText()));
        }

        return sides[0] is { } c && sides[1] is { } h && sides[2] is { } w ? new Shape(c, h, w) : null;
    }

    private void RunStage(CallStatementSyntax syntax, Frame frame, SourceLocation at)
    {
        string? name = NameArgument(syntax, frame, at, "stage", "`stage stem { … }` or `stage \"c{i}\" { … }`");
        RunPart(ScopeKind.Stage, name ?? "stage", syntax, frame, at);
    }

    // The one argument of a statement that is a name or a text; null where it is neither, which is reported.
    private string? NameArgument(CallStatementSyntax syntax, Frame frame, SourceLocation at, string what, string example)
    {
        if (syntax.Arguments.Count != 1 || syntax.Arguments[0].Name is not null)
        {
            _diagnostics.Add(NameErrors.MissingArgument(at, syntax.Name.Text, "NAME", $"a name or a text, as in {example}"));
            return null;
        }

        ExpressionSyntax value = syntax.Arguments[0].Value;
        SourceLocation place = frame.File.LocationOf(value);
        string? name = value switch
        {
            CallSyntax { HasParentheses: false } bare => bare.Name.Text,
            TextSyntax text => _evaluator.FillText(text, frame),
            _ => (_evaluator.Evaluate(value, frame) as TextValue)?.Text,
        };
        if (name is not null && Builtins.IsReserved(name))
        {
            _diagnostics.Add(NameErrors.Reserved(place, name));
            return null;
        }

        if (name is not null && !IsName(name))
        {
            _diagnostics.Add(ValueErrors.WrongType(place, $"a {what} name of letters, digits and _", $"\"{name}\""));
            return null;
        }

        if (name is null && value is not TextSyntax)
        {
            _diagnostics.Add(ValueErrors.WrongType(place, $"a {what} name", place.ToString()));
        }

        return name;
    }

    private void RunPart(ScopeKind kind, string name, CallStatementSyntax syntax, Frame frame, SourceLocation at)
    {
        SourceLocation place = syntax.Arguments.Count > 0 ? frame.File.LocationOf(syntax.Arguments[0]) : at;
        if (kind == ScopeKind.Head && syntax.Arguments.Count > 0)
        {
            _diagnostics.Add(NameErrors.TooManyArguments(place, "head", 0));
        }

        Flowing(frame, at, syntax.Name.Text);
        _stagesSeen.Add(name);
        if (!Replaced([syntax.Name.Text, name], null, syntax, frame, null, hasKey: false, Run))
        {
            Run();
        }

        void Run() => RunPart(kind, name, syntax, frame, at, place);
    }

    private void RunPart(ScopeKind kind, string name, CallStatementSyntax syntax, Frame frame, SourceLocation at, SourceLocation place)
    {
        string path = _names.Take(_builder.Scope, name, syntax, place);
        _builder.Open(kind, path, syntax.Name.Text, at, documentation: Documentation(syntax));
        Frame inner = frame.Inner(place: BodyPlace.Stage);
        InPlace(name, [syntax.Name.Text, name], () => RunLines(syntax.Bodies[0], inner));
        _builder.Close();
        frame.Current = inner.Current;
        _builder.AddStage(path, inner.Current!);
        Name(name, inner.Current!, syntax, frame, place);
    }

    private static string? Documentation(SyntaxNode syntax) => syntax.Documentation.Count == 0 ? null : string.Join("\n", syntax.Documentation);

    private void Name(string name, Node node, object statement, Frame frame, SourceLocation at)
    {
        if (Builtins.IsReserved(name))
        {
            _diagnostics.Add(NameErrors.Reserved(at, name));
        }
        else if (frame.Tensors!.Set(name, node, statement, at) is { } earlier)
        {
            _diagnostics.Add(NameErrors.NamedTwice(at, name, earlier));
        }
    }

    private void RunOutputs(CallStatementSyntax syntax, Frame frame, SourceLocation at)
    {
        if (syntax.Arguments.Count == 0)
        {
            _diagnostics.Add(NameErrors.MissingArgument(at, "outputs", "tensors", "the tensors that leave the network"));
        }

        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            Value value = _evaluator.Evaluate(argument.Value, frame, ArchType.Tensor);
            SourceLocation place = frame.File.LocationOf(argument);
            string? name = argument.Name?.Text ?? (argument.Value as CallSyntax)?.Name.Text;
            if (value is ErrorValue)
            {
                continue;
            }

            if (value is not TensorValue tensor || name is null)
            {
                _diagnostics.Add(ValueErrors.WrongType(place, "a tensor's name, or NAME: tensor", value.Describe(), "`outputs`"));
                continue;
            }

            name = name == "this" ? "output" : name;
            if (_outputs.Any(o => o.Name == name))
            {
                _diagnostics.Add(NameErrors.GivenTwice(place, name, "outputs"));
                continue;
            }

            _outputs.Add(new NamedTensor(name, tensor.Node));
        }
    }
}
