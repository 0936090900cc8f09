using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>
/// Names the tensors of a <c>forward</c>: what only the next line reads is <c>x</c>, what is kept has a name that says what
/// it is.
/// </summary>
internal sealed class LocalNames
{
    private const string Flowing = "x";

    private readonly Dictionary<ValueRef, string> _names = [];
    private readonly HashSet<ValueRef> _declared = [];
    private readonly ILookup<ValueRef, int> _uses;
    private readonly HashSet<ValueRef> _outputs;

    /// <param name="moduleClass">The class.</param>
    /// <param name="stepCount">How many of its steps are written.</param>
    /// <param name="outputs">What is returned.</param>
    /// <param name="inputs">The names of what goes in, already spelled.</param>
    /// <param name="reserved">Names that mean something else there.</param>
    /// <param name="spell">Turns words into an identifier.</param>
    public LocalNames(
        ModuleClass moduleClass, int stepCount, IReadOnlyList<ValueRef> outputs, IReadOnlyList<string> inputs,
        IEnumerable<string> reserved, Func<string, string> spell)
    {
        _outputs = new HashSet<ValueRef>(outputs);
        _uses = moduleClass.Steps.Take(stepCount).SelectMany((s, i) => s.Inputs.Distinct().Select(v => (Value: v, Step: i))).ToLookup(u => u.Value, u => u.Step);
        for (int i = 0; i < inputs.Count; i++)
        {
            _names.Add(ValueRef.Input(i), inputs[i]);
        }

        var pool = new NamePool(reserved.Concat(inputs).Concat([Flowing]));
        ValueRef? flowing = null;
        bool flows = inputs.Contains(Flowing);
        for (int i = 0; i < stepCount; i++)
        {
            ModuleStep step = moduleClass.Steps[i];
            for (int output = 0; output < step.OutputCount; output++)
            {
                var value = new ValueRef(i, output);
                bool free = !inputs.Contains(Flowing) && (flowing is null || LastUse(flowing.Value) <= i);
                if (step.OutputCount == 1 && free && FlowsOn(value, i, stepCount))
                {
                    _names.Add(value, Flowing);
                    flowing = value;
                    if (!flows)
                    {
                        _declared.Add(value);
                        flows = true;
                    }
                }
                else
                {
                    _names.Add(value, pool.Take(spell(NameOf(step, output))));
                    _declared.Add(value);
                }
            }
        }
    }

    public string this[ValueRef value] => _names[value];

    /// <summary>Whether the line that gives this tensor also declares its name.</summary>
    public bool Declares(ValueRef value) => _declared.Contains(value);

    /// <summary>Whether one step alone reads a tensor and nobody gets it.</summary>
    public bool IsReadOnce(ValueRef value) => !_outputs.Contains(value) && _uses[value].Count() == 1;

    private int LastUse(ValueRef value) => _outputs.Contains(value) ? int.MaxValue : _uses[value].DefaultIfEmpty(-1).Max();

    private bool FlowsOn(ValueRef value, int step, int stepCount)
    {
        bool isResult = _outputs.Contains(value);
        int[] uses = _uses[value].ToArray();
        return isResult
            ? uses.Length == 0 && step == stepCount - 1 && _outputs.Count == 1
            : uses.Length == 1 && uses[0] == step + 1;
    }

    private static string NameOf(ModuleStep step, int output)
    {
        if (step.OutputCount > 1)
        {
            // The last is what the part ends in; those before it are tensors that others read out of its middle.
            return output == step.OutputCount - 1 ? step.Child!.Segment : $"{step.Child!.Segment}_kept";
        }

        return step.Child?.Segment ?? step.Node!.Operation switch
        {
            ConcatOperation => "joined",
            ElementwiseOperation { Kind: JoinKind.Add } or PartialAddOperation => "sum",
            ElementwiseOperation { Kind: JoinKind.Multiply } => "product",
            ElementwiseOperation => "largest",
            SliceOperation => "part",
            PoolOperation or GlobalPoolOperation => "pooled",
            ActivationOperation => "activated",
            ShuffleOperation => "shuffled",
            UpsampleOperation or ResizeOperation => "resized",
            _ => step.Node!.Operation.Name,
        };
    }
}
