using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Calls in expressions: a <c>fn</c> of the text first, then what is built in.</summary>
internal sealed class Functions(Evaluator evaluator, DiagnosticBag diagnostics)
{
    private readonly ArgumentBinder _binder = new(evaluator, diagnostics);
    private int _depth;

    public Value Call(CallSyntax call, Frame frame)
    {
        string name = call.Name.Text;
        SourceLocation at = frame.File.LocationOf(call);
        IReadOnlyList<Declaration> declared = frame.File.Symbols.Find(name);
        if (declared.Count > 1)
        {
            diagnostics.Add(NameErrors.Ambiguous(at, name, declared.Select(d => d.Location)));
            return ErrorValue.Instance;
        }

        if (declared.Count == 1 && declared[0].Syntax is FunctionSyntax function)
        {
            return Declared(declared[0], function, call, frame, at);
        }

        if (BuiltinFunctions.Find(name) is { } builtin)
        {
            BoundArguments bound = _binder.Bind(builtin.Signature, call.Arguments, frame, at);
            if (bound.HasErrors || (HasWidth(bound) && !NoRuntime(bound, name, at)))
            {
                return ErrorValue.Instance;
            }

            evaluator.Charge(bound.Size, call, frame);
            try
            {
                return evaluator.Bounded(builtin.Compute(bound), at);
            }
            catch (UndefinedException e)
            {
                diagnostics.Add(ValueErrors.Undefined(at, name, e.Message));
                return ErrorValue.Instance;
            }
        }

        if (declared.Count == 1)
        {
            diagnostics.Add(NameErrors.WrongKind(frame.File.LocationOf(call.Name), name, declared[0].KindName, "a function"));
        }
        else
        {
            IEnumerable<string> known = BuiltinFunctions.Names.Concat(frame.File.Symbols.All.Where(d => d.Syntax is FunctionSyntax).Select(d => d.Name));
            diagnostics.AddUnknown(NameErrors.UnknownFunction(frame.File.LocationOf(call.Name), name, known), frame.File.LacksImports);
        }

        return ErrorValue.Instance;
    }

    private static bool HasWidth(BoundArguments bound)
    {
        for (int i = 0; i < bound.Signature.Parameters.Count; i++)
        {
            if (bound[i] is NumberValue { Width: not null } || (bound[i] is ListValue list && list.Items.Any(item => item is NumberValue { Width: not null })))
            {
                return true;
            }
        }

        return false;
    }

    private bool NoRuntime(BoundArguments bound, string name, SourceLocation at)
    {
        Value[] values = bound.All.Select(p => p.Value).ToArray();
        return evaluator.NoRuntime(at, $"`{name}(…)`", values.Concat(values.OfType<ListValue>().SelectMany(l => l.Items)).ToArray());
    }

    private Value Declared(Declaration declaration, FunctionSyntax function, CallSyntax call, Frame frame, SourceLocation at)
    {
        if (declaration.IsBroken)
        {
            return ErrorValue.Instance;
        }

        if (_depth >= Evaluator.MaxFunctionDepth)
        {
            evaluator.ReportTooDeep(at, declaration.Name, Evaluator.MaxFunctionDepth);
            return ErrorValue.Instance;
        }

        var inner = new Frame { File = declaration.File, Values = new Scoped(), Place = BodyPlace.Function };
        Signature signature = Signatures.Of(declaration, function.Parameters, diagnostics);
        BoundArguments bound = _binder.Bind(signature, call.Arguments, frame, at, inner);
        if (bound.HasErrors)
        {
            return ErrorValue.Instance;
        }

        _depth++;
        try
        {
            return evaluator.Evaluate(function.Value, inner);
        }
        finally
        {
            _depth--;
        }
    }
}

/// <summary>A built-in function has no result for its arguments; the message says why.</summary>
internal sealed class UndefinedException(string message) : Exception(message);
