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

    public static string Recipe(ConvolutionStep step, string filters)
    {
        var parts = new List<string>();
        if (step.InputNorm is not null)
        {
            parts.Add("InputNorm = " + Norm(step.InputNorm));
        }

        if (step.ScalesResidual)
        {
            parts.Add("ScalesResidual = true");
        }

        if (step.Filters is not null)
        {
            parts.Add("Filters = " + Order(step.Filters));
        }

        return Recipe(step.Weights, filters, parts);
    }

    public static string Recipe(WeightRecipe recipe, string filters, IEnumerable<string>? further = null)
    {
        var parts = new List<string>();
        if (recipe.HasBias)
        {
            parts.Add("Bias = true");
        }

        if (recipe.Norm is not null)
        {
            parts.Add("Norm = " + Norm(recipe.Norm));
        }

        if (recipe.InputOrder is not null)
        {
            parts.Add("InputOrder = " + Order(recipe.InputOrder));
        }

        if (recipe.FilterOrder is not null)
        {
            parts.Add("FilterOrder = " + Order(recipe.FilterOrder));
        }

        parts.AddRange(further ?? []);
        string initialiser = parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new WeightRecipe({Identifiers.Quote(recipe.Path)}){initialiser}.From(weights, {filters})";
    }

    public static string Norm(NormRecipe norm)
    {
        string order = norm.Order is null ? "" : ", " + Order(norm.Order);
        return $"new NormRecipe({Identifiers.Quote(norm.Path)}, {Numbers.Real(norm.Epsilon)}{order})";
    }

    public static string Order(IReadOnlyList<int> order)
    {
        IEnumerable<string> runs = Progression.Of(order).Select(r => $"({Numbers.Whole(r.First)}, {Numbers.Whole(r.Step)}, {Numbers.Whole(r.Count)})");
        return $"Permutation.Of({string.Join(", ", runs)})";
    }

    /// <summary>Where gathered channels are, counted from <see cref="Base"/>; null for the first slots of one tensor.</summary>
    public static string? Channels(IReadOnlyList<BufferView> sources, CpuNames names)
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
    public static string Base(IReadOnlyList<BufferView> sources, CpuNames names) =>
        sources.Count == 1 ? View(sources[0], names) : "w[0]";

    public static string View(BufferView view, CpuNames names)
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

    /// <summary>A batch of a tensor, for documentation: <c>N×64×28×28</c>.</summary>
    public static string Batch(Node node)
    {
        string channels = node.RuntimeWidth?.ToText(name => name).Replace(" ", "") ?? Numbers.Whole(node.Shape.Channels);
        return $"N×{channels}×{Numbers.Whole(node.Shape.Height)}×{Numbers.Whole(node.Shape.Width)}";
    }

    private static string Single(double value) => Numbers.Real(value) + "f";
}
