using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Small things of the generated code: activations, recipes, orders, views.</summary>
internal static class CpuText
{
    public static string Activation(Activation? activation)
    {
        if (activation is null)
        {
            return "Activation.None";
        }

        string kind = activation.Kind.ToString();
        return activation.Kind is ActivationKind.Leaky or ActivationKind.Elu
            ? $"Activation.{kind}({Single(activation.Alpha)})"
            : $"Activation.{kind}";
    }

    /// <summary>Where gathered channels are, counted from <see cref="Base"/>; null for the first slots of one tensor.</summary>
    public static string? Channels(IReadOnlyList<BufferView> sources, PlanNames names)
    {
        if (sources.Count == 1 && sources[0].Slots is null)
        {
            return null;
        }

        var runs = new List<string>();
        foreach (BufferView source in sources)
        {
            string offset = sources.Count == 1 ? "0" : source.Buffer.Offset.Plus(source.Offset).ToText(names.Parameter);
            if (source.Slots is null)
            {
                runs.Add($"({offset}, 0, 1, {source.Channels.ToText(names.Parameter)})");
                continue;
            }

            runs.AddRange(Progression.Of(source.Slots).Select(r => $"({offset}, {Numbers.Whole(r.First)}, {Numbers.Whole(r.Step)}, {Numbers.Whole(r.Count)})"));
        }

        return $"ChannelOffsets.Of({Numbers.Whole(sources[0].Plane)}, {string.Join(", ", runs)})";
    }

    /// <summary>What the places of gathered channels count from.</summary>
    public static string Base(IReadOnlyList<BufferView> sources, PlanNames names) =>
        sources.Count == 1 ? View(sources[0], names) : "w[0]";

    public static string View(BufferView view, PlanNames names)
    {
        PlanBuffer buffer = view.Buffer;
        Extent offset = view.Offset;
        string Spelled(Extent extent) => extent.ToText(names.Field);
        switch (buffer.Kind)
        {
            case BufferKind.Input:
            case BufferKind.Output:
                string home = $"w.{buffer.Kind}({Numbers.Whole(buffer.Index)})";
                return offset == new Extent(0) ? home : $"{home}[{Spelled(offset)}]";
            case BufferKind.Partial:
                return $"w.Sums({Spelled(buffer.Offset.Plus(offset))})";
            default:
                return $"w[{Spelled(buffer.Offset.Plus(offset))}]";
        }
    }

    private static string Single(double value) => Numbers.Real(value) + "f";
}
