using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Statements that call something: which of built-in, block and body a name means, and how a block runs.</summary>
internal sealed partial class Elaborator
{
    private void RunCall(CallStatementSyntax syntax, Frame frame)
    {
        if (syntax.Condition is not null)
        {
            bool? condition = _evaluator.Condition(syntax.Condition, frame);
            if (condition is null)
            {
                Taint(frame, frame.File.LocationOf(syntax.Condition));
            }

            if (condition != true)
            {
                return;
            }
        }

        string? alias = AliasOf(syntax, frame);
        string name = syntax.Name.Text;
        if (name == "old")
        {
            RunOld(syntax, frame);
        }
        else if (Builtins.Find(name) is { } builtin && frame.Values.Find(name) is not BlockValue)
        {
            RunBuiltin(builtin, syntax, frame, alias, name);
        }
        else if (frame.Place == BodyPlace.Weights)
        {
            _diagnostics.Add(NameErrors.UnknownStatement(frame.File.LocationOf(syntax.Name), name, ["rename", "let", "if", "for"]));
        }
        else if (FindTarget(syntax, frame) is { } target)
        {
            RunTarget(target, syntax, frame, alias);
        }
        else if (Misspelt(name, frame) is { } meant)
        {
            RunBuiltin(meant, syntax, frame, alias, meant.Name);
        }
        else
        {
            Taint(frame, frame.File.LocationOf(syntax.Name));
        }

        if (alias is null || frame.Current is null || frame.Tensors is null)
        {
            return;
        }

        if (frame.Tensors.Set(alias, frame.Current, syntax, frame.File.LocationOf(syntax.Alias!)) is { } earlier)
        {
            _diagnostics.Add(NameErrors.NamedTwice(frame.File.LocationOf(syntax.Alias!), alias, earlier));
        }
    }

    // The statements that give names go on as they were meant: other lines speak of what they name.
    private static Builtin? Misspelt(string name, Frame frame)
    {
        bool isUnknown = frame.Place == BodyPlace.Arch && frame.Values.Find(name) is null && frame.File.Symbols.Find(name).Count == 0;
        return isUnknown && Spelling.Nearest(name, Builtins.Names) is ("input" or "stage" or "head") and { } meant ? Builtins.Find(meant) : null;
    }

    private string? AliasOf(CallStatementSyntax syntax, Frame frame)
    {
        string? alias = syntax.Alias switch
        {
            SyntaxToken token => token.Text,
            TextSyntax text => _evaluator.FillText(text, frame),
            _ => null,
        };
        if (alias is null)
        {
            return null;
        }

        SourceLocation at = frame.File.LocationOf(syntax.Alias!);
        if (Builtins.IsReserved(alias))
        {
            _diagnostics.Add(NameErrors.Reserved(at, alias));
            return null;
        }

        if (IsName(alias))
        {
            return alias;
        }

        _diagnostics.Add(ValueErrors.WrongType(at, "a name of letters, digits and _", $"\"{alias}\""));
        return null;
    }

    // A name is a segment of weight keys and a member of the generated class.
    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsDigit(text[0]) && text.All(ch => char.IsLetterOrDigit(ch) || ch == '_');

    private BlockTarget? FindTarget(CallStatementSyntax syntax, Frame frame)
    {
        string name = syntax.Name.Text;
        SourceLocation at = frame.File.LocationOf(syntax.Name);
        switch (frame.Values.Find(name))
        {
            case BlockValue block:
                return block.Target;
            case NoneValue:
                return NoBlock.Instance;
            case ErrorValue:
                return null;
        }

        IReadOnlyList<Declaration> declared = frame.File.Symbols.Find(name);
        if (declared.Count > 1)
        {
            _diagnostics.Add(NameErrors.Ambiguous(at, name, declared.Select(d => d.Location)));
            return null;
        }

        if (declared.Count == 1 && declared[0].Syntax is BlockSyntax)
        {
            return new DeclaredBlock(declared[0]);
        }

        if (declared.Count == 1)
        {
            _diagnostics.Add(NameErrors.WrongKind(at, name, declared[0].KindName, "a block"));
        }
        else if (frame.Values.Find(name) is { } value)
        {
            _diagnostics.Add(ValueErrors.WrongType(at, "a block", value.Describe(), $"the statement `{name}`"));
        }
        else
        {
            IEnumerable<string> known = Builtins.Names.Concat(frame.File.Symbols.All.Where(d => d.Syntax is BlockSyntax).Select(d => d.Name)).Concat(["let", "if", "for"]);
            _diagnostics.AddUnknown(NameErrors.UnknownStatement(at, name, known), frame.File.LacksImports);
        }

        return null;
    }

    private void RunTarget(BlockTarget target, CallStatementSyntax syntax, Frame frame, string? alias)
    {
        SourceLocation at = frame.File.LocationOf(syntax.Name);
        switch (target)
        {
            case NoBlock:
                return;
            case BuiltinBlock builtin:
                RunBuiltin(builtin.Builtin, syntax, frame, alias, syntax.Name.Text);
                return;
            case DeclaredBlock { Declaration.IsBroken: true }:
                Taint(frame, at);
                return;
        }

        if (frame.Depth >= MaxDepth)
        {
            _evaluator.ReportTooDeep(at, target.Name, MaxDepth);
            Taint(frame, at);
            return;
        }

        if (target is BodyClosure closure)
        {
            RunBody(closure, syntax, frame, alias, at);
        }
        else
        {
            RunBlock(((DeclaredBlock)target).Declaration, syntax, frame, alias, at);
        }
    }

    private void RunBlock(Declaration declaration, CallStatementSyntax syntax, Frame frame, string? alias, SourceLocation at)
    {
        var block = (BlockSyntax)declaration.Syntax;
        var inner = new Frame
        {
            File = declaration.File,
            Values = new Scoped(),
            Tensors = new TensorNames(),
            Current = frame.Current,
            In = frame.Current,
            Defaults = frame.Defaults,
            Place = BodyPlace.Block,
            Depth = frame.Depth + 1,
        };
        Signature signature = Signatures.Of(declaration, block.Parameters, _diagnostics);
        if (signature.HasUnknownType)
        {
            Taint(frame, at);
            return;
        }

        BoundArguments bound = _binder.Bind(signature, syntax.Arguments, frame, at, inner, p => p.Type.IsBlock, Inherited(syntax, frame));
        BindBodies(bound, syntax, frame, inner, at);
        if (bound.HasErrors)
        {
            Taint(frame, at);
            return;
        }

        string[] names = alias is null ? [syntax.Name.Text, declaration.Name] : [syntax.Name.Text, declaration.Name, alias];
        if (!Replaced(names, bound, syntax, frame, alias, hasKey: true, Run))
        {
            Run();
        }

        void Run()
        {
            inner.Current = inner.In = frame.Current;
            _evaluator.Charge(bound.Size, syntax, frame);
            string key = KeyOf(syntax, frame, syntax.Name.Text, alias);
            if (_measuring is null)
            {
                Open(key);
            }
            else
            {
                Measured(declaration, bound, inner, at, () => Open(key));
            }

            frame.Current = inner.Current;
        }

        void Open(string key)
        {
            OpenBlock(declaration, bound, key, at);
            InPlace(null, names, () => RunLines(block.Body, inner));
            _builder.Close();
        }
    }

    private void OpenBlock(Declaration declaration, BoundArguments bound, string name, SourceLocation at)
    {
        ScopeArgument[] arguments = bound.All.Where(p => p.Value is not (TensorValue or BlockValue)).Select(p => new ScopeArgument(p.Key, p.Value.ToText())).ToArray();
        _builder.Open(ScopeKind.Block, name, declaration.Name, at, arguments.ToEquatableArray(), declaration.Documentation);
    }

    // Trailing bodies go, in order, to the block parameters that no argument gives.
    private void BindBodies(BoundArguments bound, CallStatementSyntax syntax, Frame frame, Frame inner, SourceLocation at)
    {
        if (!bound.Signature.HasBlocks && syntax.Bodies.Count == 0)
        {
            return;
        }

        int next = 0;
        foreach (Parameter parameter in bound.Signature.Parameters.Where(p => p.Type.IsBlock))
        {
            if (bound.IsGiven(parameter.Name))
            {
                continue;
            }

            Value? value = null;
            if (parameter.Type.Kind == TypeKind.List)
            {
                int count = parameter.Type.Length ?? int.MaxValue;
                BlockValue[] closures = syntax.Bodies.Skip(next).Take(count).Select(b => Closure(parameter.Name, b, frame)).ToArray();
                next += closures.Length;
                value = closures.Length > 0 || !parameter.IsOptional ? new ListValue(closures.ToEquatableArray<Value>()) : null;
            }
            else if (next < syntax.Bodies.Count)
            {
                value = Closure(parameter.Name, syntax.Bodies[next++], frame);
            }

            if (value is not null)
            {
                bound.Set(parameter.Name, value, at);
                inner.Values.Set(parameter.Name, value);
            }
            else if (!parameter.IsOptional)
            {
                _diagnostics.Add(NameErrors.MissingArgument(at, bound.Signature.Owner, parameter.Name, "a block or a trailing body"));
                bound.HasErrors = true;
            }
        }

        if (next < syntax.Bodies.Count)
        {
            string wanted = next == 0 ? "no body" : next == 1 ? "one body" : $"{next} bodies";
            _diagnostics.Add(NameErrors.WrongBodies(frame.File.LocationOf(syntax.Bodies[next].Open), bound.Signature.Owner, wanted, syntax.Bodies.Count));
            bound.HasErrors = true;
        }
    }

    private static BlockValue Closure(string name, BodySyntax body, Frame frame) => new(new BodyClosure(name, body, frame));

    private void RunBody(BodyClosure closure, CallStatementSyntax syntax, Frame frame, string? alias, SourceLocation at)
    {
        if (syntax.Arguments.Count > 0)
        {
            _diagnostics.Add(NameErrors.TooManyArguments(frame.File.LocationOf(syntax.Arguments[0]), syntax.Name.Text, 0));
        }

        if (syntax.Bodies.Count > 0)
        {
            _diagnostics.Add(NameErrors.WrongBodies(frame.File.LocationOf(syntax.Bodies[0].Open), syntax.Name.Text, "no body", syntax.Bodies.Count));
        }

        Frame origin = closure.Origin;
        var inner = new Frame
        {
            File = origin.File,
            Values = origin.Values,
            Tensors = origin.Tensors,
            Current = frame.Current,
            In = frame.Current,
            Defaults = origin.Defaults,
            Kept = origin.Kept,
            Place = BodyPlace.Block,
            Depth = frame.Depth + 1,
        };
        string[] names = alias is null ? [syntax.Name.Text] : [syntax.Name.Text, alias];
        if (!Replaced(names, null, syntax, frame, alias, hasKey: true, Run))
        {
            Run();
        }

        void Run()
        {
            inner.Current = inner.In = frame.Current;
            _builder.Open(ScopeKind.Body, KeyOf(syntax, frame, syntax.Name.Text, alias), closure.Name, at);
            InPlace(null, names, () => RunLines(closure.Body, inner));
            _builder.Close();
            frame.Current = inner.Current;
        }
    }
}
