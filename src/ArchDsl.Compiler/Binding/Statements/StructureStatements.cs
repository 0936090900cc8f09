using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Statements that steer the flow: repeat, residual, split, branch, aggregate, dense and the small ones.</summary>
internal sealed partial class Elaborator
{
    private void RunStructure(Builtin builtin, Invocation call, Frame frame)
    {
        switch (builtin.Name)
        {
            case "defaults":
                frame.Defaults = new Defaults(
                    Norm(call, "norm", frame),
                    call.Arguments["act"] switch { ActivationValue act => act, NoneValue => null, _ => frame.Defaults.Act },
                    call.Arguments["order"] as OrderValue ?? frame.Defaults.Order,
                    frame.Defaults.IsUncertain);
                return;
            case "require":
                if (call.Arguments["condition"] is BoolValue { Bool: false })
                {
                    _diagnostics.Add(ValueErrors.Required(call.PlaceOf("condition"), (call.Arguments["why"] as TextValue)?.Text));
                }

                return;
            case "pass":
                return;
            case "from":
                frame.Current = ((TensorValue)call.Arguments["tensor"]).Node;
                return;
            case "keep":
                Keep(call, frame);
                return;
            case "repeat" when call.Alias is null:
                Repeat(call, frame);
                return;
        }

        Node input = Flowing(frame, call.Location, call.Name);

        // A built-in with bodies joins the path only if it is named.
        if (call.Alias is not null)
        {
            _builder.Open(ScopeKind.Group, _names.Take(_builder.Scope, call.Alias, call.Syntax, call.NamePlace), call.Name, call.Location);
        }

        switch (builtin.Name)
        {
            case "repeat":
                Repeat(call, frame);
                break;
            case "residual":
                frame.Current = Residual(call, frame, input);
                break;
            case "split":
                frame.Current = Split(call, frame, input);
                break;
            case "branch":
                frame.Current = Join(call, call.Bodies.Select(b => RunInner(b, frame, input)).ToArray());
                break;
            case "aggregate":
                frame.Current = Aggregate(call, frame);
                break;
            case "dense":
                frame.Current = RunInner(call.Bodies[0], frame, input, new KeptTensors(isDense: true));
                break;
        }

        if (call.Alias is not null)
        {
            _builder.Close();
        }
    }

    private void Repeat(Invocation call, Frame frame)
    {
        if (Int(call, "count", 0) is not { } count)
        {
            Taint(frame, call.Location);
            return;
        }

        if (count > MaxRepeat)
        {
            _diagnostics.Add(LimitErrors.TooLong(call.PlaceOf("count"), "a repeat", count.ToString(System.Globalization.CultureInfo.InvariantCulture), MaxRepeat));
            return;
        }

        for (int i = 0; i < count; i++)
        {
            RunLines(call.Bodies[0], frame);
        }
    }

    private Node RunInner(BodySyntax body, Frame frame, Node input, KeptTensors? kept = null)
    {
        frame.Current = input;
        Frame inner = frame.Inner(kept: kept, place: frame.Place == BodyPlace.Block ? BodyPlace.Block : BodyPlace.Stage);
        RunLines(body, inner);
        frame.Current = input;
        return inner.Current!;
    }

    private Node Residual(Invocation call, Frame frame, Node input)
    {
        Node body = RunInner(call.Bodies[0], frame, input);
        if (!Flag(call, "shortcut"))
        {
            return body;
        }

        Node shortcut = call.Bodies.Count > 1 ? RunInner(call.Bodies[1], frame, input) : input;
        if (Flag(call, "partial"))
        {
            return Add(new PartialAddOperation(), [body, shortcut], LocalName("residual"), call.Location, call.Name);
        }

        if (body.Shape == shortcut.Shape || IsTainted(body) || IsTainted(shortcut))
        {
            return Add(new ElementwiseOperation(JoinKind.Add), [body, shortcut], LocalName("residual"), call.Location, call.Name);
        }

        _diagnostics.Add(ShapeErrors.ResidualMismatch(call.Location, body, shortcut));
        return body;
    }

    private Node Split(Invocation call, Frame frame, Node input)
    {
        IReadOnlyList<Value> amounts = ((ListValue)call.Arguments["amounts"]).Items;
        int count = call.Bodies.Count;
        SourceLocation at = call.PlaceOf("amounts");
        if (amounts.Count == 0 || amounts.Count > count)
        {
            _diagnostics.Add(ValueErrors.ListTooLong(at, $"`split` into {count} bodies", amounts.Count, count - 1));
            return Unknown(frame, call);
        }

        var parts = new List<int>();
        for (int i = 0; i + 1 < count; i++)
        {
            if (Amount(amounts[Math.Min(i, amounts.Count - 1)], input, new ParameterName("amounts", "split"), at) is not { } part)
            {
                return Unknown(frame, call);
            }

            parts.Add(part);
        }

        long taken = parts.Sum(p => (long)p);
        if (taken >= input.Shape.Channels)
        {
            if (!IsTainted(input))
            {
                _diagnostics.Add(ShapeErrors.SplitTooLarge(at, string.Join(" + ", parts), input));
            }

            return Unknown(frame, call);
        }

        parts.Add(input.Shape.Channels - (int)taken);
        if (amounts.Count == count && Amount(amounts[count - 1], input, new ParameterName("amounts", "split"), at) is { } rest && rest != parts[count - 1])
        {
            _diagnostics.Add(ShapeErrors.SplitTooLarge(at, string.Join(" + ", parts.Take(count - 1).Append(rest)), input));
            return Unknown(frame, call);
        }

        int start = 0;
        var results = new List<Node>();
        for (int i = 0; i < count; i++)
        {
            Node slice = Add(new SliceOperation(start, parts[i]), [input], LocalName("split"), call.Location, call.Name);
            start += parts[i];
            results.Add(RunInner(call.Bodies[i], frame, slice));
        }

        return Join(call, results);
    }

    private Node Aggregate(Invocation call, Frame frame)
    {
        var kept = new KeptTensors(isDense: false);
        RunInner(call.Bodies[0], frame, frame.Current!, kept);
        if (kept.Nodes.Count > 0)
        {
            return Join(call, kept.Nodes);
        }

        _diagnostics.Add(ShapeErrors.NothingKept(call.Location, call.Name));
        return Unknown(frame, call);
    }

    private void Keep(Invocation call, Frame frame)
    {
        if (frame.Kept is not { } kept)
        {
            _diagnostics.Add(NameErrors.WrongPlace(call.Location, "keep", "in the body of an aggregate or dense"));
            return;
        }

        kept.Nodes.Add(Flowing(frame, call.Location, call.Name));
        if (kept.IsDense && kept.Nodes.Count > 1)
        {
            frame.Current = Add(new ConcatOperation(), kept.Nodes, LocalName("dense"), call.Location, "dense");
        }
    }

    private Node Join(Invocation call, IReadOnlyList<Node> nodes) => JoinNodes(((JoinValue)call.Arguments["join"]).Kind, nodes, LocalName(call.Name), call.Location, call.Name);

    private Node JoinNodes(JoinKind kind, IReadOnlyList<Node> nodes, string localName, SourceLocation at, string statement) => nodes.Count == 1
        ? nodes[0]
        : Add(kind == JoinKind.Concat ? new ConcatOperation() : new ElementwiseOperation(kind), nodes, localName, at, statement);

    // A join holds no weights: its name is for tables and pictures alone.
    private string LocalName(string name)
    {
        int count = _builder.Scope.Members.OfType<Node>().Count(n => n.LocalName.StartsWith(name, StringComparison.Ordinal)) + 1;
        return name + count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // concat a, this — just what is listed.
    private void RunJoinStatement(Builtin builtin, CallStatementSyntax syntax, Frame frame, string? alias, SourceLocation at)
    {
        var nodes = new List<Node>();
        bool failed = false;
        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            SourceLocation place = frame.File.LocationOf(argument);
            if (argument.Name is not null)
            {
                _diagnostics.Add(NameErrors.UnknownArgument(frame.File.LocationOf(argument.Name), argument.Name.Text, builtin.Name, []));
                failed = true;
                continue;
            }

            Value value = _evaluator.Evaluate(argument.Value, frame, ArchType.Tensor);
            Value list = Coercion.To(ArchType.List(ArchType.Tensor), value, new ParameterName($"`{builtin.Name}`"), place, _diagnostics);
            failed |= list is ErrorValue;
            nodes.AddRange(list is ListValue { Items: var items } ? items.OfType<TensorValue>().Select(t => t.Node) : []);
        }

        if (syntax.Arguments.Count == 0)
        {
            _diagnostics.Add(NameErrors.MissingArgument(at, builtin.Name, "tensors", $"what to {builtin.Name}"));
            failed = true;
        }

        if (failed || nodes.Count == 0)
        {
            Taint(frame, at);
            return;
        }

        JoinKind kind = builtin.Name switch
        {
            "concat" => JoinKind.Concat,
            "add" => JoinKind.Add,
            "multiply" => JoinKind.Multiply,
            _ => JoinKind.Max,
        };
        if (!Replaced(alias is null ? [builtin.Name] : [builtin.Name, alias], null, syntax, frame, alias, hasKey: true, Run))
        {
            Run();
        }

        void Run()
        {
            _builder.Open(ScopeKind.Layer, KeyOf(syntax, frame, builtin.Name, alias), builtin.Name, at);
            frame.Current = JoinNodes(kind, nodes, "", at, builtin.Name);
            _builder.Close();
        }
    }
}
