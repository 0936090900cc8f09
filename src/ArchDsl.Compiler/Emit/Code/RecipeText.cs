using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>How generated code spells weight recipes, orders and shapes.</summary>
internal static class RecipeText
{
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

        if (recipe.Filters is not null)
        {
            parts.Add("Filters = " + Order(recipe.Filters));
        }

        if (recipe.ScalesResidual)
        {
            parts.Add("ScalesResidual = true");
        }

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

    /// <summary>A batch of a tensor, for documentation: <c>N×64×28×28</c>.</summary>
    public static string Batch(Node node)
    {
        string channels = node.RuntimeWidth?.ToText(name => name).Replace(" ", "") ?? Numbers.Whole(node.Shape.Channels);
        return $"N×{channels}×{Numbers.Whole(node.Shape.Height)}×{Numbers.Whole(node.Shape.Width)}";
    }

    /// <summary>The same of what a module gives, whose linear layers give no height and width.</summary>
    public static string Tensor(Node node) => node.IsFlat ? Batch(node).Substring(0, Batch(node).Length - "×1×1".Length) : Batch(node);
}
