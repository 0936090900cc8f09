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

    public static string Recipe(WeightRecipe recipe, NormRecipe? inputNorm, string filters)
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

        if (inputNorm is not null)
        {
            parts.Add("InputNorm = " + Norm(inputNorm));
        }

        if (recipe.InputOrder is not null)
        {
            parts.Add("InputOrder = " + Order(recipe.InputOrder));
        }

        if (recipe.FilterOrder is not null)
        {
            parts.Add("FilterOrder = " + Order(recipe.FilterOrder));
        }

        string initialiser = parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new WeightRecipe({Identifiers.Quote(recipe.Path)}){initialiser}.From(weights, {filters})";
    }

    public static string Norm(NormRecipe norm)
    {
        string order = norm.Order is null ? "" : ", " + Order(norm.Order);
        return $"new NormRecipe({Identifiers.Quote(norm.Path)}, {Numbers.Real(norm.Epsilon)}{order})";
    }

    /// <summary>An order as the fewest arithmetic progressions that a walk along it finds.</summary>
    public static string Order(IReadOnlyList<int> order)
    {
        var runs = new List<string>();
        int first = 0;
        while (first < order.Count)
        {
            int step = first + 1 < order.Count ? order[first + 1] - order[first] : 1;
            int last = first + 1;
            while (last < order.Count && order[last] - order[last - 1] == step)
            {
                last++;
            }

            runs.Add($"({Numbers.Whole(order[first])}, {Numbers.Whole(step)}, {Numbers.Whole(last - first)})");
            first = last;
        }

        return $"Permutation.Of({string.Join(", ", runs)})";
    }

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

    public static string Sources(IReadOnlyList<BufferView> views, CpuNames names) => views.Count == 1
        ? View(views[0], names)
        : $"[{string.Join(", ", views.Select(v => $"new Source({View(v, names)}, {v.Channels.ToText(names.Field)})"))}]";

    /// <summary>A batch of a tensor, for documentation: <c>N×64×28×28</c>.</summary>
    public static string Batch(Node node)
    {
        string channels = node.RuntimeWidth?.ToText(name => name).Replace(" ", "") ?? Numbers.Whole(node.Shape.Channels);
        return $"N×{channels}×{Numbers.Whole(node.Shape.Height)}×{Numbers.Whole(node.Shape.Width)}";
    }

    private static string Single(double value) => Numbers.Real(value) + "f";
}
