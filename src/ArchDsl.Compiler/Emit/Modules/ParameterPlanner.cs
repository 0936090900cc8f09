using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>
/// Decides which numbers of a class are literals, which are constructor parameters and which follow from those. Numbers
/// that agree in every place the class stands for are one parameter.
/// </summary>
internal sealed class ParameterPlanner
{
    private readonly ModuleClass _class;
    private readonly List<ModuleParameter> _parameters = [];
    private readonly Dictionary<ValueRef, Amount> _channels = [];
    private readonly NamePool _names = new([]);

    // One convolution or matrix with what goes with it: its parameters are those of the framework's layer.
    private readonly bool _isPlainLayer;

    public ParameterPlanner(ModuleClass moduleClass)
    {
        _class = moduleClass;
        _isPlainLayer = moduleClass.Scope.Kind == ScopeKind.Layer
            && moduleClass.First.Elements.Count(e => e.Call is not null || e.Node?.Operation is Conv2dOperation or LinearOperation) <= 1;
    }

    private IReadOnlyList<ScopeInstance> Instances => _class.Instances;

    public void Run()
    {
        var steps = new List<ModuleStep>();
        for (int i = 0; i < _class.First.Elements.Count; i++)
        {
            ScopeElement element = _class.First.Elements[i];
            steps.Add(element.Call is null ? PlanOperation(i, element) : PlanCall(i, element));
        }

        _class.Steps = steps;
        _class.Parameters = _parameters.OrderBy(p => p.Default is null ? 0 : 1).ThenBy(OrderOf).ToArray();
    }

    private ModuleStep PlanOperation(int step, ScopeElement element)
    {
        Slot[][] slots = Instances.Select(i => OperationSlots.Of(i.Elements[step].Node!).ToArray()).ToArray();
        var amounts = new Dictionary<SlotRole, Amount>();
        for (int i = 0; i < slots[0].Length; i++)
        {
            Slot slot = slots[0][i];
            amounts[slot.Role] = slot.FollowsInput
                ? ChannelsOf(element.Inputs[0])
                : Resolve(Slot.FamilyOf(slot.Role), slots.Select(s => s[i].Value).ToArray(), NameOf(element.Segment, Slot.NameOf(slot.Role)));
        }

        if (amounts.TryGetValue(SlotRole.OutChannels, out Amount? channels) || (element.Node!.Operation is SliceOperation && amounts.TryGetValue(SlotRole.Count, out channels)))
        {
            _channels[new ValueRef(step, 0)] = channels;
        }

        ModuleChild? child = element.Segment is null ? null : new ModuleChild(element.Segment, null, []);
        return new ModuleStep(element.Node, child, element.Inputs, 1, amounts);
    }

    private ModuleStep PlanCall(int step, ScopeElement element)
    {
        ModuleClass called = element.Call!.Class!;
        int[] positions = Instances.Select(i => PositionOf(i.Elements[step].Call!, called)).ToArray();
        var arguments = new List<Amount>();
        foreach (ModuleParameter parameter in called.Parameters)
        {
            SlotValue[] values = positions.Select(p => parameter.Values[p]).ToArray();
            arguments.Add(parameter.Input is { } input
                ? ChannelsOf(element.Inputs[input])
                : Resolve(parameter.Family, values, NameOf(element.Segment, parameter.Name)));
        }

        var child = new ModuleChild(element.Segment!, called, arguments);
        return new ModuleStep(null, child, element.Inputs, element.Call.OutputNodes.Count, new Dictionary<SlotRole, Amount>());
    }

    private static int PositionOf(ScopeInstance instance, ModuleClass called)
    {
        for (int i = 0; i < called.Instances.Count; i++)
        {
            if (called.Instances[i] == instance)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{instance.Scope.Path} is not an instance of {called.Name}");
    }

    private Amount ChannelsOf(ValueRef value)
    {
        if (!_channels.TryGetValue(value, out Amount? amount))
        {
            amount = value.Step < 0 ? NodeChannels(value, InputName(value.Index), value.Index) : ResultChannels(value);
            _channels.Add(value, amount);
        }

        return amount;
    }

    private Amount ResultChannels(ValueRef value)
    {
        ScopeElement element = _class.First.Elements[value.Step];
        return element.Node?.Operation switch
        {
            ConcatOperation => element.Inputs.Select(ChannelsOf).Aggregate((a, b) => a + b),
            { KeepsChannels: true } or ShuffleOperation or PartialAddOperation or ChannelConvOperation => ChannelsOf(element.Inputs[0]),
            _ => NodeChannels(value, NameOf(element.Segment, "channels")),
        };
    }

    private Amount NodeChannels(ValueRef value, Naming naming, int? input = null) => Resolve(
        SlotFamily.Channels,
        Instances.Select(i => i.NodeOf(value)).Select(n => new SlotValue(n.Shape.Channels, n.RuntimeWidth)).ToArray(),
        naming,
        input);

    private Amount Resolve(SlotFamily family, SlotValue[] values, Naming naming, int? input = null)
    {
        bool isRoot = _class.Scope.Parent is null;
        if (isRoot && values[0].Runtime is not null)
        {
            return new Amount.Runtime(values[0].Runtime!);
        }

        if (values.All(v => v == values[0]) && values[0].Runtime is null)
        {
            return FixedName(family, values, naming, input) is { } name
                ? Keep(_parameters.Find(p => p.Family == family && p.Name == name.Name && p.Values.SequenceEqual(values)), family, values, name, input)
                : family == SlotFamily.Probability ? new Amount.Real(values[0].Number) : new Amount.Whole((long)values[0].Number);
        }

        bool byName = _isPlainLayer && family == SlotFamily.Channels;
        return Keep(
            _parameters.Find(p => p.Family == family && p.Values.SequenceEqual(values) && (!byName || p.Name == naming.Name)),
            family, values, ArgumentNames(family, values).FirstOrDefault() ?? RuntimeName(values) ?? naming, input);
    }

    private Amount Keep(ModuleParameter? known, SlotFamily family, SlotValue[] values, Naming naming, int? input)
    {
        if (known is null)
        {
            known = new ModuleParameter(_names.Take(naming.Name), family, values, naming.Description, input);
            _parameters.Add(known);
        }

        return new Amount.Parameter(known.Name);
    }

    /// <summary>
    /// A number that never changes is a literal, but a layer takes its channels and a block what it takes in the text,
    /// so that the class stays as it is when it is used once more.
    /// </summary>
    private Naming? FixedName(SlotFamily family, SlotValue[] values, Naming naming, int? input)
    {
        if (_isPlainLayer)
        {
            return naming.Name is "in_channels" or "out_channels" ? naming : null;
        }

        if (_class.Scope.Kind != ScopeKind.Block || family != SlotFamily.Channels)
        {
            return null;
        }

        Naming[] arguments = ArgumentNames(family, values).Take(2).ToArray();
        return input is not null ? naming : arguments.Length == 1 ? arguments[0] : null;
    }

    /// <summary>The block's own parameters that have these values wherever the class stands.</summary>
    private IEnumerable<Naming> ArgumentNames(SlotFamily family, SlotValue[] values) => Instances[0].Scope.Arguments
        .Select(a => a.Name)
        .Where(name => Suits(family, name) && Instances.Select((instance, i) => Agrees(instance, name, values[i])).All(agrees => agrees))
        .Select(name => new Naming(name switch { "out" => "out_channels", "in" => "in_channels", _ => name }, $"The block's <c>{name}</c>."));

    private static Naming? RuntimeName(SlotValue[] values) =>
        values[0].Runtime is WidthExpression.Parameter runtime && values.All(v => v.Runtime == runtime)
            ? new Naming(runtime.Name, $"The parameter <c>{runtime.Name}</c> of the architecture.")
            : null;

    private static bool Agrees(ScopeInstance instance, string argument, SlotValue value)
    {
        string? text = instance.Scope.Arguments.FirstOrDefault(a => a.Name == argument)?.Text;
        return text == Numbers.Whole((long)value.Number) || (value.Runtime is WidthExpression.Parameter runtime && text == runtime.Name);
    }

    // A count of layers or a stride may equal a width by chance.
    private static bool Suits(SlotFamily family, string name)
    {
        SlotFamily? said = name switch
        {
            "kernel" or "k" => SlotFamily.Kernel,
            "stride" => SlotFamily.Stride,
            "padding" or "pad" => SlotFamily.Padding,
            "dilation" => SlotFamily.Dilation,
            "groups" or "cardinality" => SlotFamily.Groups,
            "layers" or "depth" or "repeat" or "count" or "n" => SlotFamily.Block,
            _ => null,
        };
        return said is null ? family == SlotFamily.Channels : said == family && family != SlotFamily.Block;
    }

    private Naming NameOf(string? segment, string name)
    {
        if (_isPlainLayer || segment is null)
        {
            return new Naming(name, ParameterText.Describe(name));
        }

        string owner = CSharpNames.Escape(segment);
        return new Naming($"{Identifiers.Snake(segment)}_{name}", $"<c>{name}</c> of <c>{owner}</c>.");
    }

    private static Naming InputName(int index) => index == 0
        ? new Naming("in_channels", ParameterText.Describe("in_channels"))
        : new Naming("in_channels" + Numbers.Whole(index + 1), $"Channels of input {Numbers.Whole(index + 1)}.");

    private int OrderOf(ModuleParameter parameter)
    {
        if (parameter.Name.StartsWith("in_channels", StringComparison.Ordinal))
        {
            return 0;
        }

        IEnumerable<string> arguments = Instances[0].Scope.Arguments.Select(a => a.Name);
        int own = arguments.TakeWhile(name => name != parameter.Name && !(name == "out" && parameter.Name == "out_channels")).Count();
        return 1 + own;
    }

    /// <summary>A name for a parameter and what documentation says of it.</summary>
    private sealed record Naming(string Name, string Description);
}
