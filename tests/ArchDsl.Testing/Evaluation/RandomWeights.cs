using ArchDsl.Compiler.Graph;

namespace ArchDsl.Testing.Evaluation;

/// <summary>Weights that keep numbers near 1 through any depth, so that errors show; the same for the same seed.</summary>
public static class RandomWeights
{
    /// <summary>A value for every tensor of a network, by key.</summary>
    public static Dictionary<string, float[]> Of(Network network, int seed = 1)
    {
        var random = new Random(seed);
        return network.Weights.ToDictionary(w => w.Key, w => Values(w.Tensor, random), StringComparer.Ordinal);
    }

    /// <summary>One sample of every input of a network, uniform in [-1, 1].</summary>
    public static IReadOnlyList<float[]> Inputs(Network network, int seed = 2)
    {
        var random = new Random(seed);
        return network.Inputs.Select(i => Enumerable.Range(0, (int)i.Shape.Elements).Select(_ => Between(random, -1, 1)).ToArray()).ToArray();
    }

    private static float[] Values(WeightTensor tensor, Random random)
    {
        double fanIn = Math.Max(1, (double)tensor.Elements / (tensor.Shape.Count == 0 ? 1 : tensor.Shape[0]));
        double bound = Math.Sqrt(6 / fanIn);
        return Enumerable.Range(0, (int)tensor.Elements).Select(_ => tensor.Role switch
        {
            WeightRole.Weight => Between(random, -bound, bound),
            WeightRole.NormScale or WeightRole.RunningVariance => Between(random, 0.6, 1.4),
            WeightRole.BatchCount => 100f,
            _ => Between(random, -0.3, 0.3),
        }).ToArray();
    }

    private static float Between(Random random, double low, double high) => (float)(low + (random.NextDouble() * (high - low)));
}
