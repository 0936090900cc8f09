using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Cli.Profiles;

/// <summary>Weights for networks that have none: numbers stay near 1 through any depth, so that no kernel meets infinities or denormals.</summary>
internal static class RandomWeights
{
    public static WeightSet Of(Network network)
    {
        var random = new Random(1);
        var set = new WeightSet("random weights");
        foreach (NetworkWeight weight in network.Weights)
        {
            var shape = new TensorShape([.. weight.Tensor.Shape.Select(n => (long)n)]);
            set.Add(WeightData.FromFloats(weight.Key, shape, Values(weight.Tensor, random)));
        }

        return set;
    }

    private static float[] Values(WeightTensor tensor, Random random)
    {
        // Uniform within ±√(6 / inputs) keeps the variance through a layer and its relu.
        int inputs = tensor.Shape.Skip(1).Aggregate(1, (product, n) => product * n);
        (float low, float high) = tensor.Role switch
        {
            WeightRole.Weight => (-MathF.Sqrt(6f / inputs), MathF.Sqrt(6f / inputs)),
            WeightRole.NormScale or WeightRole.RunningVariance => (0.6f, 1.4f),
            WeightRole.BatchCount => (1f, 1f),
            _ => (-0.3f, 0.3f),
        };
        var values = new float[tensor.Elements];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = low + (random.NextSingle() * (high - low));
        }

        return values;
    }
}
