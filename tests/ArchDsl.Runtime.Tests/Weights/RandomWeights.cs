using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Tensors of every type and of odd shapes, empty ones and scalars among them.</summary>
internal static class RandomWeights
{
    public static IEnumerable<WeightData> Tensors(Random random, int count)
    {
        WeightType[] types = Enum.GetValues<WeightType>();
        for (int i = 0; i < count; i++)
        {
            long[] sizes = [.. Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(5))];
            var info = new WeightInfo($"s{i % 3}.block{i}.weight", new TensorShape(sizes), types[i % types.Length]);
            byte[] bytes = new byte[info.ByteLength];
            random.NextBytes(bytes);
            yield return new WeightData(info.Key, info.Shape, info.Type, bytes);
        }
    }
}
