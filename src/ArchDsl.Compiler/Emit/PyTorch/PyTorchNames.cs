using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.PyTorch;

/// <summary>The Python names of a plan.</summary>
internal sealed class PyTorchNames
{
    /// <summary>What a forward's own names must not hide.</summary>
    public static readonly string[] ReservedLocals = ["self", "torch", "nn", "F", "drop_path"];

    private static readonly HashSet<string> Keywords = new(
        ("False None True and as assert async await break class continue def del elif else except finally for from global if import in is "
        + "lambda nonlocal not or pass raise return try while with yield match case type print list dict set len sum max min").Split(' '),
        StringComparer.Ordinal);

    // What nn.Module has already, and the generated class's own methods.
    private static readonly HashSet<string> ModuleMembers = new(
        ("training forward forward_features load_weights save_weights add_module register_module register_buffer register_parameter "
        + "register_backward_hook register_full_backward_hook register_full_backward_pre_hook register_forward_hook register_forward_pre_hook "
        + "register_state_dict_pre_hook register_state_dict_post_hook register_load_state_dict_pre_hook register_load_state_dict_post_hook "
        + "get_submodule set_submodule get_parameter get_buffer get_extra_state set_extra_state apply cuda ipu xpu mtia cpu type float double half "
        + "bfloat16 to_empty to state_dict load_state_dict parameters named_parameters buffers named_buffers children named_children modules "
        + "named_modules train eval requires_grad_ zero_grad share_memory extra_repr compile dump_patches T_destination call_super_init").Split(' '),
        StringComparer.Ordinal);

    private readonly Dictionary<ModuleClass, string> _classes = [];

    public PyTorchNames(ModulePlan plan)
    {
        Network = Identifiers.IsPlain(plan.Network.Name) && !Keywords.Contains(plan.Network.Name) ? plan.Network.Name : Identifiers.Pascal(plan.Network.Name);
        var pool = new NamePool(["F", "NamedTuple", Network]);
        Outputs = pool.Take(Network + "Outputs");
        Features = pool.Take(Network + "Features");
        _classes.Add(plan.Root, Network);
        foreach (ModuleClass part in plan.Parts)
        {
            _classes.Add(part, pool.Take(Identifiers.Pascal(part.Name)));
        }
    }

    /// <summary>The class of the network.</summary>
    public string Network { get; }

    /// <summary>The named tuple of a network that names its outputs.</summary>
    public string Outputs { get; }

    /// <summary>The named tuple of the stages' results.</summary>
    public string Features { get; }

    public string this[ModuleClass moduleClass] => _classes[moduleClass];

    /// <summary>A variable or parameter; a keyword gets an underscore.</summary>
    public static string Local(string words)
    {
        string name = Identifiers.Snake(words);
        return Keywords.Contains(name) ? name + "_" : name;
    }

    /// <summary>The expression for a member: an attribute where its segment can be one, else its entry among the modules.</summary>
    public static string Member(ModuleChild child) =>
        Identifiers.IsPlain(child.Segment) && child.Segment[0] != '_' && !Keywords.Contains(child.Segment) && !ModuleMembers.Contains(child.Segment)
            ? "self." + child.Segment
            : $"self._modules[{Identifiers.Quote(child.Segment)}]";

    /// <summary>The attribute that keeps a constructor parameter; an underscore follows where a module has that name already.</summary>
    public static string Field(ModuleClass moduleClass, string parameter)
    {
        string name = Local(parameter);
        return "self." + (ModuleMembers.Contains(name) || moduleClass.Children.Any(c => c.Segment == name) ? name + "_" : name);
    }

    /// <summary>What goes into <c>forward</c>.</summary>
    public static IReadOnlyList<string> InputsOf(ModuleClass moduleClass)
    {
        if (moduleClass.Scope.Parent is null)
        {
            var pool = new NamePool(ReservedLocals);
            return moduleClass.First.Inputs.Select(i => pool.Take(Local(((InputOperation)i.Operation).InputName))).ToArray();
        }

        return moduleClass.InputCount == 1 ? ["input"] : Enumerable.Range(1, moduleClass.InputCount).Select(i => "input" + Numbers.Whole(i)).ToArray();
    }

    /// <summary>The fields of a named tuple.</summary>
    public static IReadOnlyList<string> Fields(IEnumerable<string> tensors)
    {
        var pool = new NamePool(["count", "index"]);
        return tensors.Select(t => pool.Take(Local(t))).ToArray();
    }
}
