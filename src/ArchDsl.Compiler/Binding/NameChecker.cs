using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// Checks the names of every declaration as it stands, so that a block nobody calls yet and a template without arguments
/// have their errors too. What depends on values is left to the <see cref="Elaborator"/>.
/// </summary>
internal sealed partial class NameChecker
{
    private readonly SourceFile _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly HashSet<string> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private bool _hasTextNames;

    private NameChecker(SourceFile file, DiagnosticBag diagnostics)
    {
        _file = file;
        _diagnostics = diagnostics;
    }

    public static void Check(SourceFile file, DiagnosticBag diagnostics)
    {
        foreach (Declaration declaration in file.Declarations)
        {
            var checker = new NameChecker(file, diagnostics);
            try
            {
                checker.Check(declaration);
            }
            catch (InsufficientExecutionStackException)
            {
                diagnostics.Add(LimitErrors.NestedTooDeep(declaration.Location));
            }
        }
    }

    private void Check(Declaration declaration)
    {
        (ParameterListSyntax? parameters, BodySyntax? body, ExpressionSyntax? value) = declaration.Syntax switch
        {
            BlockSyntax block => (block.Parameters, block.Body, null),
            ArchSyntax arch => (arch.Parameters, arch.Body, null),
            SpaceSyntax space => (null, space.Body, null),
            FunctionSyntax function => (function.Parameters, null, function.Value),
            _ => ((ParameterListSyntax?)null, (BodySyntax?)null, (ExpressionSyntax?)null),
        };
        Signature signature = Signatures.Of(declaration, parameters, _diagnostics);
        var names = new Names(null);
        foreach (Parameter parameter in signature.Parameters)
        {
            if (parameter.DefaultSyntax is not null)
            {
                Visit(parameter.DefaultSyntax, names, parameter.Type);
            }

            names.Add(parameter.Name);
        }

        if (declaration.Original is { } original)
        {
            CheckCopy(original, names, declaration.Syntax is SpaceSyntax);
        }

        if (declaration.IsBroken)
        {
            LostWords.Collect(declaration.Syntax, body, _lost);
        }

        if (body is not null)
        {
            Collect(body);
            Visit(body, names);
        }

        if (value is not null)
        {
            Visit(value, names, null);
        }
    }

    // What a copy adds sees the parameters and tensors of what it copies; a space has costs and no tensors.
    private void CheckCopy(CallSyntax original, Names names, bool isSpace)
    {
        _hasTextNames = !isSpace || original.ContainsErrors;
        IReadOnlyList<Declaration> found = _file.Symbols.Find(original.Name.Text);
        foreach (ArgumentSyntax argument in original.Arguments)
        {
            Visit(argument.Value, names, null);
        }

        foreach (string cost in isSpace ? Costs.MetricNames : [])
        {
            names.Add(cost);
        }

        bool isKnown = false;
        for (int depth = 0; found.Count == 1 && depth < 100; depth++)
        {
            isKnown = found[0].Syntax is ArchSyntax { Original: null };
            foreach (ParameterSyntax parameter in (found[0].Syntax as ArchSyntax)?.Parameters?.Items ?? [])
            {
                names.Add(parameter.Name.Text);
            }

            found = found[0].Original is { } next ? found[0].File.Symbols.Find(next.Name.Text) : [];
        }

        // Of what is not there nobody knows the parameters.
        _hasTextNames |= !isKnown;
    }

    // Every name that `as`, stage or input gives somewhere in the declaration.
    private void Collect(SyntaxNode node)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is CallStatementSyntax call)
        {
            switch (call.Alias)
            {
                case SyntaxToken token:
                    _tensors.Add(token.Text);
                    break;
                case TextSyntax:
                    _hasTextNames = true;
                    break;
            }

            string statement = Meant(call.Name.Text);
            foreach (ArgumentSyntax argument in call.Arguments.Where(_ => statement is "stage" or "input"))
            {
                string? name = argument.Name?.Text ?? (argument.Value as CallSyntax)?.Name.Text;
                _hasTextNames |= name is null;
                if (name is not null)
                {
                    _tensors.Add(name);
                }
            }

            if (statement == "head")
            {
                _tensors.Add("head");
            }
        }

        foreach (SyntaxNode child in node.Children.OfType<SyntaxNode>())
        {
            Collect(child);
        }
    }

    private void Visit(BodySyntax body, Names outer)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var names = new Names(outer);
        for (int i = 0; i < body.Statements.Count; i++)
        {
            switch (body.Statements[i])
            {
                case CallStatementSyntax broken when _file.IsBroken(body, i):
                    foreach (BodySyntax inner in broken.Bodies)
                    {
                        Visit(inner, names);
                    }

                    break;
                case LetSyntax let when _file.IsBroken(body, i):
                    names.Add(let.Name.Text);
                    _hasTextNames |= let.Name.IsMissing;
                    break;
                case LetSyntax let:
                    Visit(let.Value, names, null);
                    names.Add(let.Name.Text);
                    break;
                case IfSyntax conditional:
                    Visit(conditional, names);
                    break;
                case ForSyntax loop:
                    Visit(loop.Values, names, null);
                    var inLoop = new Names(names);
                    foreach (SyntaxToken name in loop.First.Names.Concat(loop.Second?.Names ?? []))
                    {
                        inLoop.Add(name.Text);
                    }

                    Visit(loop.Body, inLoop);
                    break;
                case CallStatementSyntax call:
                    Visit(call, names);
                    break;
            }
        }
    }

    private void Visit(IfSyntax conditional, Names names)
    {
        Visit(conditional.Condition, names, null);
        Visit(conditional.Then, names);
        switch (conditional.Otherwise)
        {
            case BodySyntax body:
                Visit(body, names);
                break;
            case IfSyntax next:
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                Visit(next, names);
                break;
        }
    }

    private void Visit(CallStatementSyntax call, Names names)
    {
        if (call.Condition is not null)
        {
            Visit(call.Condition, names, null);
        }

        string name = call.Name.Text;
        switch (name)
        {
            case "expect" or "replace":
                return;
            case "weights":
                call.Bodies.ToList().ForEach(rules => Visit(rules, names));
                return;
            case "rename":
                VisitRename(call, names);
                return;
            case "vary":
                call.Arguments.ToList().ForEach(argument => Visit(argument.Value, names, null));
                return;
        }

        Signature? signature = null;
        bool givesName = name == "stage";
        if (!names.Contains(name))
        {
            givesName = Meant(name) == "stage";
            signature = Builtins.Find(name) is { } builtin ? builtin.Signature : DeclaredBlock(call, names);
        }

        bool wantsTensors = name is "concat" or "add" or "multiply" or "max" or "outputs";
        int position = 0;
        foreach (ArgumentSyntax argument in call.Arguments)
        {
            Parameter? parameter = argument.Name is null
                ? position < (signature?.Parameters.Count ?? 0) ? signature!.Parameters[position++] : null
                : signature?.Find(argument.Name.Text);
            if (signature is not null && argument.Name is not null && parameter is null)
            {
                _diagnostics.Add(NameErrors.UnknownArgument(_file.LocationOf(argument.Name), argument.Name.Text, signature.Owner, signature.Parameters.Select(p => p.Name).ToArray()));
            }

            bool isName = givesName && argument.Value is CallSyntax { HasParentheses: false };
            if (!isName)
            {
                Visit(argument.Value, names, wantsTensors ? ArchType.Tensor : parameter?.Type);
            }
        }

        foreach (BodySyntax body in call.Bodies)
        {
            Visit(body, names);
        }

        if (call.Alias is TextSyntax text)
        {
            Visit(text, names, null);
        }
    }

    // The name that a misspelt `stage` gives is no second slip.
    private string Meant(string name) =>
        Builtins.Find(name) is not null || _file.Symbols.Find(name).Count > 0 ? name : Spelling.Nearest(name, Builtins.Names) ?? name;

    private Signature? DeclaredBlock(CallStatementSyntax call, Names names)
    {
        string name = call.Name.Text;
        IReadOnlyList<Declaration> found = _file.Symbols.Find(name);
        if (found.Count == 1 && found[0].Syntax is BlockSyntax block)
        {
            return found[0].IsBroken ? null : Signatures.Of(found[0], block.Parameters, _diagnostics);
        }

        if (found.Count == 0 && name != "old" && !_lost.Contains(name))
        {
            IEnumerable<string> known = Builtins.Names.Concat(names.All).Concat(_file.Symbols.All.Where(d => d.Syntax is BlockSyntax).Select(d => d.Name)).Concat(["let", "if", "for"]);
            _diagnostics.AddUnknown(NameErrors.UnknownStatement(_file.LocationOf(call.Name), name, known), _file.LacksImports);
        }

        return null;
    }

    private void Visit(ExpressionSyntax expression, Names names, ArchType? wanted)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (expression.ContainsErrors)
        {
            return;
        }

        switch (expression)
        {
            case CallSyntax { HasParentheses: false } name:
                if (wanted is { IsTensor: true })
                {
                    CheckTensor(name, names);
                }
                else if (wanted is not { IsBlock: true })
                {
                    CheckName(name, names);
                }

                return;
            case CallSyntax call:
                CheckFunction(call);
                foreach (ArgumentSyntax argument in call.Arguments)
                {
                    Visit(argument.Value, names, null);
                }

                return;
            case TextSyntax text:
                foreach (TextPart part in text.Parts.Where(p => p.Hole is not null))
                {
                    Visit(part.Hole!, names, null);
                }

                return;
            case MemberAccessSyntax member when member.Target is CallSyntax { HasParentheses: false }:
                return;
            default:
                foreach (ExpressionSyntax child in expression.Children.OfType<ExpressionSyntax>())
                {
                    Visit(child, names, expression is BinarySyntax ? null : wanted);
                }

                return;
        }
    }

    private void CheckName(CallSyntax call, Names names)
    {
        string name = call.Name.Text;
        bool isKnown = name is "c" or "this" or "old" || _lost.Contains(name) || _hasTextNames || names.Contains(name) || Constants.Find(name) is not null
            || _tensors.Contains(name) || _file.Symbols.Find(name).Any(d => d.Syntax is BlockSyntax);
        if (!isKnown)
        {
            IEnumerable<string> known = names.All.Concat(Constants.Names).Concat(_tensors).Concat(["c", "this"]);
            _diagnostics.AddUnknown(NameErrors.UnknownName(_file.LocationOf(call), name, known), _file.LacksImports);
        }
    }

    private void CheckTensor(CallSyntax call, Names names)
    {
        string name = call.Name.Text;
        if (name is not ("this" or "old" or "none" or "auto") && !_lost.Contains(name) && !_hasTextNames && !names.Contains(name) && !_tensors.Contains(name))
        {
            _diagnostics.Add(NameErrors.UnknownTensor(_file.LocationOf(call), name, _tensors.Concat(names.All)));
        }
    }

    private void CheckFunction(CallSyntax call)
    {
        string name = call.Name.Text;
        if (BuiltinFunctions.Find(name) is null && _file.Symbols.Find(name).Count == 0 && !_lost.Contains(name))
        {
            IEnumerable<string> known = BuiltinFunctions.Names.Concat(_file.Symbols.All.Where(d => d.Syntax is FunctionSyntax).Select(d => d.Name));
            _diagnostics.AddUnknown(NameErrors.UnknownFunction(_file.LocationOf(call.Name), name, known), _file.LacksImports);
        }
    }

    /// <summary>Names in sight, inner ones first.</summary>
    private sealed class Names(Names? outer)
    {
        private readonly HashSet<string> _own = new(StringComparer.Ordinal);

        public IEnumerable<string> All => outer is null ? _own : _own.Concat(outer.All);

        public void Add(string name) => _own.Add(name);

        public bool Contains(string name) => _own.Contains(name) || outer?.Contains(name) == true;
    }
}
