using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>Writes the nested class of a stage, block or layer.</summary>
internal sealed class PartWriter
{
    private readonly CodeWriter _writer;
    private readonly TorchSharpNames _names;

    public PartWriter(CodeWriter writer, TorchSharpNames names)
    {
        _writer = writer;
        _names = names;
    }

    public void Write(ModuleClass part)
    {
        string name = _names[part];
        string result = part.Outputs.Count == 1 ? "Tensor" : $"({string.Join(", ", part.Outputs.Select(_ => "Tensor"))})";
        CSharpNames.Summary(_writer, Describe(part));
        _writer.Line($"public sealed class {name} : nn.Module<{ForwardWriter.InputTypes(part.InputCount)}, {result}>");
        using (_writer.Braces())
        {
            _writer.Lines(part.KeptParameters.Select(p => $"private readonly {(p.IsReal ? "double" : "long")} {TorchSharpNames.Field(p.Name)};"));
            _writer.Line();
            WriteConstructor(part, name);
            WriteProperties(part, step => Describe(step));
            IReadOnlyList<string> inputs = TorchSharpNames.InputsOf(part);
            _writer.Line("/// <inheritdoc/>");
            _writer.Line($"public override {result} forward({ForwardWriter.Parameters(inputs)})");
            using (_writer.Braces())
            {
                new ForwardWriter(_writer, _names).WriteBody(
                    part, inputs, part.Outputs, tensors => tensors.Count == 1 ? tensors[0] : $"({string.Join(", ", tensors)})");
            }

            WriteRegisterComponents();
        }

        _writer.Line();
    }

    /// <summary>The members with their documentation.</summary>
    public void WriteProperties(ModuleClass moduleClass, Func<ModuleStep, string> describe)
    {
        foreach (ModuleStep step in moduleClass.Steps.Where(s => s.Child is not null))
        {
            CSharpNames.Summary(_writer, describe(step));
            _writer.Line($"public {_names.TypeOf(step)} {_names[step.Child!]} {{ get; }}");
            _writer.Line();
        }
    }

    /// <summary>Makes, initialises and registers the members.</summary>
    public void WriteMembers(ModuleClass moduleClass)
    {
        foreach (ModuleStep step in moduleClass.Steps.Where(s => s.Child is not null))
        {
            string value = step.Child!.Class is null ? LayerText.Construct(step, CSharpNames.Local) : $"new {_names[step.Child.Class]}({Arguments(step.Child)})";
            _writer.Line($"{_names[step.Child]} = {value};");
        }

        _writer.Lines(moduleClass.Steps.Where(s => s.Child is { Class: null })
            .Select(s => LayerText.Initialise(s.Node!.Operation, _names[s.Child!])).OfType<string>());
        _writer.Lines(moduleClass.Children.Select(child => $"register_module({Identifiers.Quote(child.Segment)}, {_names[child]});"));
    }

    /// <summary>Keeps the library from registering the members once more under the names of their fields.</summary>
    public void WriteRegisterComponents()
    {
        _writer.Line();
        _writer.Line("/// <summary>Does nothing: the constructor registers every member under its weight key.</summary>");
        _writer.Line("protected override void RegisterComponents()");
        using (_writer.Braces())
        {
        }
    }

    private static string Arguments(ModuleChild child)
    {
        var arguments = new List<string>();
        bool positional = true;
        foreach ((ModuleParameter parameter, Amount amount) in child.Class!.Parameters.Zip(child.Arguments, (p, a) => (p, a)))
        {
            string text = amount.ToText(CSharpNames.Local);
            positional &= parameter.Default is null && (amount is Amount.Parameter or Amount.Sum or Amount.Runtime || parameter.Name is "in_channels" or "out_channels");
            if (parameter.Default is not { } usual || !amount.Is(usual))
            {
                arguments.Add(positional ? text : $"{CSharpNames.Local(parameter.Name)}: {text}");
            }
        }

        return string.Join(", ", arguments);
    }

    private static string Describe(ModuleClass part)
    {
        Scope scope = part.Scope;
        string definition = CSharpNames.Escape(scope.Definition);
        string what = scope.Kind switch
        {
            ScopeKind.Stage when part.Instances.Count == 1 => $"The stage <c>{CSharpNames.Escape(scope.Name)}</c>.",
            ScopeKind.Stage => "A stage.",
            ScopeKind.Head => "The head.",
            ScopeKind.Block when scope.Documentation is not null => CSharpNames.Escape(scope.Documentation),
            ScopeKind.Block => $"The block <c>{definition}</c>.",
            ScopeKind.Body => $"The body <c>{definition}</c>.",
            _ => $"A layer <c>{definition}</c>: {CSharpNames.Escape(string.Join(", ", part.Steps.Select(Name)))}.",
        };
        return what;
    }

    private static string Name(ModuleStep step) => step.Node?.Operation switch
    {
        null => step.Child!.Segment,
        ActivationOperation act => act.Activation.Kind.ToString().ToLowerInvariant(),
        { Weights.Count: > 0 } operation => LayerText.Describe(operation),
        var operation => operation.Name,
    };

    private static string Describe(ModuleStep step) => step.Node is null
        ? $"The {step.Child!.Class!.Scope.Kind.ToString().ToLowerInvariant()} <c>{CSharpNames.Escape(step.Child.Segment)}</c>."
        : $"The {LayerText.Describe(step.Node.Operation)} <c>{CSharpNames.Escape(step.Child!.Segment)}</c>.";

    private void WriteConstructor(ModuleClass part, string name)
    {
        _writer.Line("/// <summary>Makes it with fresh weights.</summary>");
        foreach (ModuleParameter parameter in part.Parameters)
        {
            _writer.Line($"/// <param name=\"{CSharpNames.Local(parameter.Name).TrimStart('@')}\">{parameter.Description}</param>");
        }

        string parameters = string.Join(", ", part.Parameters.Select(p => $"{(p.IsReal ? "double" : "long")} {CSharpNames.Local(p.Name)}{(p.Default is { } value ? " = " + Numbers.Whole(value) : "")}"));
        _writer.Line($"public {name}({parameters})");
        using (_writer.Indent())
        {
            _writer.Line($": base({Identifiers.Quote(name)})");
        }

        using (_writer.Braces())
        {
            _writer.Lines(part.KeptParameters.Select(p => $"{TorchSharpNames.Field(p.Name)} = {CSharpNames.Local(p.Name)};"));
            WriteMembers(part);
        }

        _writer.Line();
    }
}
