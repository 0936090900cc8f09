using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion;

/// <summary>The network as steps that passes join; made fresh from a <see cref="Network"/>, which stays as it is.</summary>
internal sealed class FusionGraph
{
    private FusionGraph(Network network) => Network = network;

    public Network Network { get; }

    /// <summary>In the order of execution.</summary>
    public List<FusionStep> Steps { get; } = [];

    public List<Value> Inputs { get; } = [];

    /// <summary>One for each of the network's outputs.</summary>
    public List<Value> Outputs { get; } = [];

    public static FusionGraph Of(Network network)
    {
        var graph = new FusionGraph(network);
        var values = new Value[network.Nodes.Count];
        foreach (Node node in network.Nodes)
        {
            var value = new Value(node, node.Shape, node.RuntimeWidth);
            values[node.Id] = value;
            if (node.Operation is InputOperation)
            {
                graph.Inputs.Add(value);
                continue;
            }

            graph.AddStep(node, node.Inputs.Select(i => values[i.Id]).ToArray(), value);
        }

        foreach (NamedTensor output in network.Outputs)
        {
            Value value = values[output.Node.Id];
            value.OutputCount++;
            graph.Outputs.Add(value);
        }

        return graph;
    }

    /// <summary>The consumer leaves; the producer writes what the consumer wrote.</summary>
    public void Absorb(FusionStep producer, FusionStep consumer)
    {
        Detach(consumer);
        producer.SetOutput(consumer.Output);
        Steps.Remove(consumer);
    }

    /// <summary>The step leaves; whoever read its result reads the given value.</summary>
    public void Bypass(FusionStep step, Value value)
    {
        Detach(step);
        Steps.Remove(step);
        Redirect(step.Output, value, step.Output.Readers.Distinct().ToArray());
    }

    /// <summary>The step leaves and nobody misses it.</summary>
    public void Remove(FusionStep step)
    {
        Detach(step);
        Steps.Remove(step);
    }

    /// <summary>Moves a step down to just before another.</summary>
    public void MoveBefore(FusionStep step, FusionStep other)
    {
        Steps.Remove(step);
        Steps.Insert(Steps.IndexOf(other), step);
    }

    /// <summary>Throws if a step reads what no earlier step wrote: a pass is wrong.</summary>
    public void Verify(string pass)
    {
        var written = new HashSet<Value>(Inputs);
        foreach (FusionStep step in Steps)
        {
            foreach (Value value in step.Reads)
            {
                if (!written.Contains(value) || !value.Readers.Contains(step))
                {
                    throw new InvalidOperationException($"after pass {pass}, {step} reads {value} before it is written");
                }
            }

            written.Add(step.Output);
            if (step.Squeeze is not null)
            {
                written.Add(step.Squeeze);
            }
        }

        if (Outputs.Any(o => !written.Contains(o)))
        {
            throw new InvalidOperationException($"after pass {pass}, an output is never written");
        }
    }

    private static void Detach(FusionStep step)
    {
        foreach (Value value in step.Reads)
        {
            value.Readers.Remove(step);
        }
    }

    // A join of more than two is a chain of joins of two, so that each link can become an epilogue: of a whole map's writer,
    // which is why one number a channel comes first.
    private void AddStep(Node node, Value[] inputs, Value output)
    {
        if (node.Operation is ElementwiseOperation && inputs.Length != 2)
        {
            inputs = inputs.OrderBy(i => i.Shape.Size.Area).ToArray();
            Value sum = inputs[0];
            for (int i = 1; i < inputs.Length; i++)
            {
                bool isLast = i == inputs.Length - 1;
                Shape larger = sum.Shape.Size.Area >= inputs[i].Shape.Size.Area ? sum.Shape : inputs[i].Shape;
                Value link = isLast ? output : new Value(node, larger, node.RuntimeWidth);
                Append(new FusionStep(node.Operation, node, link), sum, inputs[i]);
                sum = link;
            }

            if (inputs.Length == 1)
            {
                Append(new FusionStep(new DropoutOperation(0), node, output), inputs[0]);
            }

            return;
        }

        Append(new FusionStep(node.Operation, node, output), inputs);
    }

    private void Append(FusionStep step, params Value[] inputs)
    {
        foreach (Value input in inputs)
        {
            step.AddInput(input);
        }

        Steps.Add(step);
    }

    /// <summary>Some readers of a value, and the outputs that it is, read another instead.</summary>
    public void Redirect(Value from, Value to, IEnumerable<FusionStep> readers)
    {
        foreach (FusionStep reader in readers)
        {
            for (int i = 0; i < reader.Inputs.Count; i++)
            {
                if (reader.Inputs[i] == from)
                {
                    reader.SetInput(i, to);
                }
            }

            if (reader.Residual == from)
            {
                reader.ReplaceResidual(to);
            }

            if (reader.Gate == from)
            {
                reader.ReplaceGate(to);
            }
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i] == from)
            {
                Outputs[i] = to;
                from.OutputCount--;
                to.OutputCount++;
            }
        }
    }
}
