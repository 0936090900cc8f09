using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Runs one arch from its parameters to its expectations.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A network with the names of its tensors; no network for a template.</summary>
    public sealed record Result(Network? Network, TensorNames Names);

    /// <param name="chain">The arch, what it copies, and so on; the last has the body of layers.</param>
    /// <param name="diagnostics">Where findings go.</param>
    /// <param name="options">What the host decides.</param>
    /// <returns>Null where limits were reached.</returns>
    public static Result? Elaborate(IReadOnlyList<Declaration> chain, DiagnosticBag diagnostics, CompilerOptions options)
    {
        Declaration declaration = chain[0];
        string? documentation = chain.Select(d => d.Documentation).FirstOrDefault(d => d is not null);
        var elaborator = new Elaborator(new NetworkBuilder(declaration.Name, documentation, declaration.Location), diagnostics, options);
        try
        {
            Result? result = elaborator.Run(chain);
            if (result?.Network is { } network && !diagnostics.HasErrors && elaborator._tainted.Count == 0)
            {
                elaborator.ReportUnused(network);
                elaborator.CheckExpectations(network, shape => AtInput(chain, options, shape));
            }

            return result;
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Add(LimitErrors.NestedTooDeep(declaration.Location));
        }
        catch (TooLargeException) when (elaborator._evaluator.IsTooDeep)
        {
            // The reason is reported.
        }
        catch (TooLargeException e)
        {
            diagnostics.Add(e.Diagnostic);
        }

        return null;
    }

    private static ((Network, TensorNames)?, Diagnostic?) AtInput(IReadOnlyList<Declaration> chain, CompilerOptions options, Shape shape)
    {
        var silent = new DiagnosticBag();
        var elaborator = new Elaborator(new NetworkBuilder(chain[0].Name), silent, options with { Input = shape });
        Result? result = elaborator.Run(chain);
        Diagnostic? error = silent.ToSorted().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
        return error is null && result?.Network is { } network ? ((network, result.Names), null) : (null, error);
    }

    private Result? Run(IReadOnlyList<Declaration> chain)
    {
        Declaration root = chain[chain.Count - 1];
        var frame = new Frame
        {
            File = root.File,
            Values = new Scoped(),
            Tensors = new TensorNames(),
            Place = BodyPlace.Arch,
        };
        if (BindParameters(chain, frame) is not { } runtime)
        {
            return new Result(null, frame.Tensors);
        }

        // Edits apply while the original runs: those of what is copied first.
        for (int i = chain.Count - 2; i >= 0; i--)
        {
            if ((chain[i].Syntax as ArchSyntax)?.Body is { } body)
            {
                CollectEdits(body, CopyFrame(chain[i], frame));
            }
        }

        _active = _edits.Select(_ => true).ToArray();

        // What is copied comes first; what a copy adds stands behind it.
        for (int i = chain.Count - 1; i >= 0; i--)
        {
            _inheritsExpectations = i > 0;
            _isCopyBody = i < chain.Count - 1;
            _copyLevel = i;
            if ((chain[i].Syntax as ArchSyntax)?.Body is { } body)
            {
                Frame local = i == chain.Count - 1 ? frame : CopyFrame(chain[i], frame);
                RunLines(body, local);
                frame.Current = local.Current;
            }
        }

        if (_measuring is { IsOver: true })
        {
            return null;
        }

        ReportUnmatched(chain);
        if (frame.Current is null)
        {
            _diagnostics.Add(ShapeErrors.NoTensor(chain[0].Location, chain[0].Name));
            return null;
        }

        if (_measuring is not null)
        {
            return null;
        }

        bool namesOutputs = _outputs.Count > 0;
        NamedTensor[] outputs = namesOutputs ? _outputs.ToArray() : [new NamedTensor("output", frame.Current)];
        Network network = _builder.Build(outputs, namesOutputs, runtime, BindDialects());
        if (!_diagnostics.HasErrors && _tainted.Count == 0)
        {
            Verifier.Verify(network);
        }

        return new Result(network, frame.Tensors);
    }

    private static Frame CopyFrame(Declaration copy, Frame frame) => new()
    {
        File = copy.File,
        Values = frame.Values,
        Tensors = frame.Tensors,
        Current = frame.Current,
        In = frame.In,
        Defaults = frame.Defaults,
        Place = BodyPlace.Arch,
    };

    // Arguments of copies, the outermost first, then the defaults of the original.
    private IReadOnlyList<RuntimeParameter>? BindParameters(IReadOnlyList<Declaration> chain, Frame frame)
    {
        Declaration root = chain[chain.Count - 1];
        var syntax = (ArchSyntax)root.Syntax;
        Signature signature = Signatures.Of(root, syntax.Parameters, _diagnostics);
        CopyArguments given = CopyArguments.Of(chain, signature, _binder);
        bool failed = given.HasErrors;
        var runtime = new List<RuntimeParameter>();
        bool isTemplate = false;
        foreach (Parameter parameter in signature.Parameters)
        {
            Value? value = null;
            if (_measuring?.ValueOf(parameter.Name) is { } chosen)
            {
                value = chosen;
            }
            else if (given.Find(parameter.Name) is { } argument)
            {
                value = parameter.IsTyped || parameter.DefaultSyntax is null
                    ? argument.Value
                    : Coercion.To(ArchType.OfDefault(parameter.DefaultSyntax, _evaluator.Evaluate(parameter.DefaultSyntax, frame)), argument.Value, new ParameterName(parameter.Name, root.Name), argument.At, _diagnostics);
            }
            else if (parameter.DefaultSyntax is not null)
            {
                value = _evaluator.Evaluate(parameter.DefaultSyntax, frame, parameter.Type);
                if (parameter.IsTyped && value is not (AutoValue or NoneValue))
                {
                    value = Coercion.To(parameter.Type, value, new ParameterName(parameter.Name, root.Name), root.File.LocationOf(parameter.DefaultSyntax), _diagnostics);
                }
            }

            isTemplate |= value is null;
            failed |= value is ErrorValue;
            if (parameter.IsRuntime && value is not null)
            {
                value = Runtime(parameter, value, given.Find(parameter.Name)?.At ?? root.Location, runtime);
            }

            frame.Values.Set(parameter.Name, value ?? ErrorValue.Instance);
        }

        return isTemplate || failed ? null : runtime;
    }

    private Value Runtime(Parameter parameter, Value value, SourceLocation at, List<RuntimeParameter> runtime)
    {
        if (value is NumberValue { Number: { IsInteger: true, Sign: > 0 } number } && number <= int.MaxValue)
        {
            runtime.Add(new RuntimeParameter(parameter.Name, (long)number.Numerator));
            return new NumberValue(number, new WidthExpression.Parameter(parameter.Name));
        }

        if (value is not ErrorValue)
        {
            _diagnostics.Add(ValueErrors.WrongType(at, "a whole number above 0", value.Describe(), $"the runtime parameter `{parameter.Name}`"));
        }

        return ErrorValue.Instance;
    }

    private void ReportUnused(Network network)
    {
        var used = new HashSet<Node>();
        var open = new Stack<Node>(network.Outputs.Select(o => o.Node));
        while (open.Count > 0)
        {
            Node node = open.Pop();
            if (used.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    open.Push(input);
                }
            }
        }

        foreach (IGrouping<Scope, Node> layer in network.Nodes.Where(n => !used.Contains(n) && n.Operation.Weights.Count > 0).GroupBy(n => n.Scope))
        {
            long parameters = layer.SelectMany(n => n.Operation.Weights).Where(w => !w.IsBuffer).Sum(w => w.Elements);
            _diagnostics.Add(ExpectErrors.Unused(layer.First().Location, layer.Key.Path, parameters));
        }
    }
}
