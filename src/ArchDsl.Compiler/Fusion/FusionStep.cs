using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion;

/// <summary>
/// One kernel in the making: an operation and what the passes have drawn into it. Concats, slices and shuffles are steps
/// too until views resolve them.
/// </summary>
internal sealed class FusionStep
{
    public FusionStep(Operation operation, Node node, Value output)
    {
        Operation = operation;
        Node = node;
        Output = output;
        output.Producer = this;
    }

    public Operation Operation { get; }

    public Node Node { get; }

    public List<Value> Inputs { get; } = [];

    public Value Output { get; private set; }

    /// <summary>A batch norm on the result, before the activation.</summary>
    public Node? Norm { get; set; }

    public Activation? Activation { get; set; }

    public Value? Residual { get; private set; }

    /// <summary>How the residual joins the result.</summary>
    public JoinKind Join { get; set; } = JoinKind.Add;

    /// <summary>Whether the residual is added after the activation instead of before.</summary>
    public bool ResidualLast { get; set; }

    /// <summary>Whether <see cref="Norm"/> acts on the sum with the residual instead of on what is added to it.</summary>
    public bool ScalesResidual { get; set; }

    /// <summary>A batch norm on the input, of a convolution or a pool; what pads the input is added behind it.</summary>
    public Node? InputNorm { get; set; }

    /// <summary>An activation on the input, after <see cref="InputNorm"/>.</summary>
    public Activation? InputActivation { get; set; }

    /// <summary>One factor a channel on the input, of a pointwise convolution.</summary>
    public Value? Gate { get; private set; }

    /// <summary>Channel sums of what is written.</summary>
    public Value? Squeeze { get; set; }

    /// <summary>Whether what could read blocks lane by lane gathers its channels one by one instead, from wherever they are.</summary>
    public bool Gathers { get; set; }

    /// <summary>Whether a convolution gathers the channels of its residual from wherever they are.</summary>
    public bool GathersResidual { get; set; }

    /// <summary>
    /// Of a depthwise convolution: which filter convolves each channel, -1 where the channel passes as it is. Null for each its own.
    /// </summary>
    public int[]? Filters { get; set; }

    /// <summary>Whether what gathers scattered channels puts them in their order, not in that of memory.</summary>
    public bool InOrder { get; set; }

    /// <summary>Everything it reads.</summary>
    public IEnumerable<Value> Reads
    {
        get
        {
            foreach (Value input in Inputs)
            {
                yield return input;
            }

            if (Residual is not null)
            {
                yield return Residual;
            }

            if (Gate is not null)
            {
                yield return Gate;
            }
        }
    }

    /// <summary>Whether it only says where channels are.</summary>
    public bool IsView => Operation is ConcatOperation or SliceOperation or ShuffleOperation;

    public void AddInput(Value value)
    {
        Inputs.Add(value);
        value.Readers.Add(this);
    }

    public void SetInput(int index, Value value)
    {
        Inputs[index].Readers.Remove(this);
        Inputs[index] = value;
        value.Readers.Add(this);
    }

    public void SetResidual(Value value)
    {
        Residual = value;
        value.Readers.Add(this);
    }

    public void ReplaceResidual(Value value)
    {
        Residual!.Readers.Remove(this);
        SetResidual(value);
    }

    public void SetGate(Value value)
    {
        Gate = value;
        value.Readers.Add(this);
    }

    public void ReplaceGate(Value value)
    {
        Gate!.Readers.Remove(this);
        SetGate(value);
    }

    public void SetOutput(Value value)
    {
        Output = value;
        value.Producer = this;
    }

    public override string ToString() => $"{Output} = {Operation.Name}({string.Join(", ", Reads)})";
}
