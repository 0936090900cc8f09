using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

public sealed class WeightRecipeTests
{
    [Fact]
    public void AWeightIsGivenAwayAndNothingElse()
    {
        WeightSet file = new WeightSet()
            .Add(WeightData.FromFloats("fc.weight", new TensorShape([2, 3]), [1, 2, 3, 4, 5, 6]))
            .Add(WeightData.FromFloats("fc.bias", new TensorShape([2]), [7, 8]));
        ModelWeights weights = ModelWeights.Load(
            file, [new WeightSpec("fc.weight", new TensorShape([2, 3])), new WeightSpec("fc.bias", new TensorShape([2]))]);
        var recipe = new WeightRecipe("fc") { Bias = true };

        LayerWeights layer = recipe.From(weights, 2);

        Assert.Equal([1, 2, 3, 4, 5, 6], layer.Weight);
        Assert.Equal([7, 8], layer.Bias!);
        Assert.Equal([7, 8], weights["fc.bias"].ToArray());
        Assert.Throws<MissingKeyException>(() => recipe.From(weights, 2));
    }
}
