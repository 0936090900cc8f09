using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>A tensor within a class: what goes in, or what a step gives.</summary>
/// <param name="Step">The step, or −1 for what goes in.</param>
/// <param name="Index">Which of its tensors.</param>
internal readonly record struct ValueRef(int Step, int Index)
{
    public static ValueRef Input(int index) => new(-1, index);
}

/// <summary>A constructor parameter of a generated class.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Family">What kind of number it is.</param>
/// <param name="Values">Its value in each instance of the class.</param>
/// <param name="Description">What documentation says of it, as XML.</param>
/// <param name="Input">Where it is the channel count of what goes in, which input; else null.</param>
internal sealed record ModuleParameter(string Name, SlotFamily Family, IReadOnlyList<SlotValue> Values, string Description, int? Input)
{
    /// <summary>What it is where a call leaves it out; null where it has to be given.</summary>
    public long? Default => Name switch
    {
        "stride" or "dilation" or "groups" => 1,
        "padding" => 0,
        _ => null,
    };

    /// <summary>Whether it is a real number rather than a whole one.</summary>
    public bool IsReal => Family == SlotFamily.Probability;
}

/// <summary>A member of a class that holds state: a layer of the framework or one of the generated classes.</summary>
/// <param name="Segment">Its segment of the weight key.</param>
/// <param name="Class">The generated class; null for a layer of the framework.</param>
/// <param name="Arguments">What the generated class is constructed with, in the order of its parameters.</param>
internal sealed record ModuleChild(string Segment, ModuleClass? Class, IReadOnlyList<Amount> Arguments);

/// <summary>One line of <c>forward</c>.</summary>
internal sealed class ModuleStep
{
    public ModuleStep(Node? node, ModuleChild? child, IReadOnlyList<ValueRef> inputs, int outputCount, IReadOnlyDictionary<SlotRole, Amount> amounts)
    {
        Node = node;
        Child = child;
        Inputs = inputs;
        OutputCount = outputCount;
        Amounts = amounts;
    }

    /// <summary>One of the nodes it stands for, for all but its numbers; null where a generated class is called.</summary>
    public Node? Node { get; }

    /// <summary>The member it calls; null where it holds no state.</summary>
    public ModuleChild? Child { get; }

    public IReadOnlyList<ValueRef> Inputs { get; }

    public int OutputCount { get; }

    private IReadOnlyDictionary<SlotRole, Amount> Amounts { get; }

    public Amount this[SlotRole role] => Amounts[role];

    /// <summary>The parameters that <c>forward</c> itself needs: those of a step that holds no state.</summary>
    public IEnumerable<string> ParametersAtWork => Child is null ? Amounts.Values.OfType<Amount.Parameter>().Select(p => p.Name) : [];

    public bool IsSquare(SlotRole height) => Amounts[height] == Amounts[height + 1];
}

/// <summary>A class of the generated code: scopes that are equal up to numbers.</summary>
internal sealed class ModuleClass
{
    private readonly List<ScopeInstance> _instances = [];

    public ModuleClass(ScopeInstance first) => _instances.Add(first);

    /// <summary>The scopes it stands for, in the order of execution.</summary>
    public IReadOnlyList<ScopeInstance> Instances => _instances;

    public ScopeInstance First => _instances[0];

    public Scope Scope => First.Scope;

    /// <summary>A name in words; each back end spells it in its own way.</summary>
    public string Name { get; set; } = "";

    public IReadOnlyList<ModuleParameter> Parameters { get; set; } = [];

    public IReadOnlyList<ModuleStep> Steps { get; set; } = [];

    public IEnumerable<ModuleChild> Children => Steps.Select(s => s.Child).OfType<ModuleChild>();

    /// <summary>The parameters that an instance has to keep, in their order.</summary>
    public IEnumerable<ModuleParameter> KeptParameters
    {
        get
        {
            var kept = new HashSet<string>(Steps.SelectMany(s => s.ParametersAtWork), StringComparer.Ordinal);
            return Parameters.Where(p => kept.Contains(p.Name));
        }
    }

    public int InputCount => First.Inputs.Count;

    public IReadOnlyList<ValueRef> Outputs => First.Outputs;

    public void Add(ScopeInstance instance) => _instances.Add(instance);
}

/// <summary>A scope of the network, aligned element by element with the others of its class.</summary>
internal sealed class ScopeInstance
{
    public ScopeInstance(Scope scope, IReadOnlyList<Node> inputs)
    {
        Scope = scope;
        Inputs = inputs.ToList();
    }

    public Scope Scope { get; }

    /// <summary>The tensors from outside, in the order of first use.</summary>
    public List<Node> Inputs { get; }

    public List<ScopeElement> Elements { get; } = [];

    /// <summary>The nodes whose tensors leave the scope.</summary>
    public List<Node> OutputNodes { get; } = [];

    public List<ValueRef> Outputs { get; } = [];

    /// <summary>Where a tensor is to be found in here.</summary>
    public Dictionary<Node, ValueRef> Values { get; } = [];

    public ModuleClass? Class { get; set; }

    public Node NodeOf(ValueRef value) => value.Step < 0
        ? Inputs[value.Index]
        : Elements[value.Step].Node ?? Elements[value.Step].Call!.OutputNodes[value.Index];
}

/// <summary>A node, or a call of a scope.</summary>
/// <param name="Node">The node, where it is one.</param>
/// <param name="Call">The scope, where it is one.</param>
/// <param name="Segment">The segment of the weight key; null where there is no state.</param>
/// <param name="Inputs">What goes in.</param>
internal sealed record ScopeElement(Node? Node, ScopeInstance? Call, string? Segment, IReadOnlyList<ValueRef> Inputs);
