using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>The C# names of a plan: no member hides an inherited one, none is named like its class.</summary>
internal sealed class TorchSharpNames
{
    /// <summary>What a forward's own names must not hide.</summary>
    public static readonly string[] ReservedLocals = ["nn", "cat", "maximum", "ones", "tensor", "scope", "training"];

    // Members that a module inherits, and the generated code's own.
    private static readonly string[] ReservedMembers =
    [
        "Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Finalize", "Dispose", "GetName",
        "RegisterComponents", "ConditionallyRegisterParameter", "ConditionallyRegisterBuffer", "ClearModules", "ReplaceParameter",
        "ReplaceBuffer", "HookRemover", "GetDefaultDeviceAndType", "MoveModule", "BoxedModule", "HType", "Create", "NewDisposeScope",
        "DropPath", "Expected", "Dialects",
    ];

    private static readonly string[] ReservedRecordMembers =
        ["Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Finalize", "Dispose", "Clone", "Deconstruct", "EqualityContract", "PrintMembers"];

    private readonly Dictionary<ModuleClass, string> _classes = [];
    private readonly Dictionary<ModuleChild, string> _properties = new(ReferenceComparer.Instance);

    public TorchSharpNames(ModulePlan plan)
    {
        Network = CSharpNames.TypeName(plan.Network.Name);
        Outputs = Network.TrimStart('@') + "Outputs";
        Features = Network.TrimStart('@') + "Features";
        NamePool members = AddProperties(plan.Root, Network);
        _classes.Add(plan.Root, Network);
        foreach (ModuleClass part in plan.Parts)
        {
            string name = members.Take(Identifiers.Pascal(part.Name));
            _classes.Add(part, name);
            AddProperties(part, name);
        }
    }

    /// <summary>The class of the network.</summary>
    public string Network { get; }

    /// <summary>The record of a network that names its outputs.</summary>
    public string Outputs { get; }

    /// <summary>The record of the stages' results.</summary>
    public string Features { get; }

    public string this[ModuleClass moduleClass] => _classes[moduleClass];

    public string this[ModuleChild child] => _properties[child];

    /// <summary>The type of a member.</summary>
    public string TypeOf(ModuleStep step) => step.Child!.Class is null ? LayerText.TypeOf(step.Node!.Operation) : _classes[step.Child.Class];

    /// <summary>The field that keeps a constructor parameter.</summary>
    public static string Field(string parameter) => "_" + Identifiers.Camel(parameter);

    /// <summary>The members of a record of tensors.</summary>
    public static IReadOnlyList<string> RecordMembers(IEnumerable<string> tensors, string record)
    {
        var pool = new NamePool(ReservedRecordMembers.Concat([record]));
        return tensors.Select(t => pool.Take(Identifiers.Pascal(t))).ToArray();
    }

    /// <summary>What goes into <c>forward</c>.</summary>
    public static IReadOnlyList<string> InputsOf(ModuleClass moduleClass)
    {
        if (moduleClass.Scope.Parent is null)
        {
            var pool = new NamePool(ReservedLocals);
            return moduleClass.First.Inputs.Select(i => pool.Take(CSharpNames.Local(((Graph.InputOperation)i.Operation).InputName))).ToArray();
        }

        return moduleClass.InputCount == 1 ? ["input"] : Enumerable.Range(1, moduleClass.InputCount).Select(i => "input" + Numbers.Whole(i)).ToArray();
    }

    private NamePool AddProperties(ModuleClass moduleClass, string name)
    {
        var pool = new NamePool(ReservedMembers.Concat([name]));
        foreach (ModuleChild child in moduleClass.Children)
        {
            _properties.Add(child, pool.Take(Identifiers.Pascal(child.Segment)));
        }

        return pool;
    }

    private sealed class ReferenceComparer : IEqualityComparer<ModuleChild>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(ModuleChild? x, ModuleChild? y) => ReferenceEquals(x, y);

        public int GetHashCode(ModuleChild child) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(child);
    }
}
