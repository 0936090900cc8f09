using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Names of other projects: which ones a source has, and what is said where they do not fit.</summary>
public sealed class WeightDialectTests
{
    private static readonly WeightDialect Torchvision = new("torchvision", [("stem.conv", "features.0"), ("stem", "backbone"), ("head.fc.weight", "w")]);
    private static readonly WeightDialect Timm = new("timm", [("stem", "stages.0")]);

    private static readonly WeightSpec[] Specs =
    [
        new("stem.conv.weight", new TensorShape(2, 1)),
        new("stem.norm.weight", new TensorShape(2)),
        new("stem.norm.num_batches_tracked", new TensorShape(), Required: false),
        new("head.fc.weight", new TensorShape(3, 2)),
        new("head.fc.bias", new TensorShape(3)),
    ];

    [Theory]
    [InlineData("stem.conv.weight", "features.0.weight")]
    [InlineData("stem.conv", "features.0")]
    [InlineData("stem.convolution.weight", "backbone.convolution.weight")]
    [InlineData("stem.norm.weight", "backbone.norm.weight")]
    [InlineData("head.fc.weight", "w")]
    [InlineData("head.fc.bias", "head.fc.bias")]
    [InlineData("stemmed.weight", "stemmed.weight")]
    [InlineData("", "")]
    public void TheLongestPathCounts(string own, string foreign) => Assert.Equal(foreign, Torchvision[own]);

    [Fact]
    public void APathForAllIsPutInFront() => Assert.Equal("net.stem.conv.weight", new WeightDialect("all", [("", "net")])["stem.conv.weight"]);

    [Theory]
    [InlineData("")]
    [InlineData("torchvision")]
    [InlineData("timm")]
    public void TheNamesOfASourceAreFound(string name)
    {
        WeightSet source = Source(Dialect(name));
        Assert.Equal(name, WeightDialect.Find(source, Specs, [Torchvision, Timm]).Name);
        ModelWeights weights = ModelWeights.Load(source, Specs, [Torchvision, Timm]);
        Assert.Equal([3, 3.25f, 3.5f, 3.75f, 4, 4.25f], weights["head.fc.weight"].ToArray());
        Assert.True(weights["stem.norm.num_batches_tracked"].IsEmpty);
        Assert.Equal(name, ModelWeights.Check(source, Specs, [Torchvision, Timm], name).Name);
    }

    // Where names alone do not tell, shapes do; where they do not either, the network's own are meant.
    [Fact]
    public void ShapesDecideBetweenNames()
    {
        var swapped = new WeightDialect("swapped", [("head.fc.weight", "stem.conv.weight"), ("stem.conv.weight", "head.fc.weight")]);
        Assert.Equal("", WeightDialect.Find(Source(WeightDialect.Own), Specs, [swapped]).Name);
        Assert.Equal("swapped", WeightDialect.Find(Source(swapped), Specs, [swapped]).Name);
        Assert.Equal("", WeightDialect.Find(new WeightSet(), Specs, [swapped, Timm]).Name);
    }

    [Fact]
    public void ProblemsAreInTheNamesOfTheSource()
    {
        WeightSet source = Source(Torchvision, without: "stem.norm.weight").Add(WeightData.FromFloats("extra", new TensorShape(1), [1]));
        var wrong = Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(source, Specs, [Timm, Torchvision]));
        Assert.Same(Torchvision, wrong.Dialect);
        Assert.Equal(
            "weights does not fit the network under the names of torchvision: 2 problems\n"
            + "  'backbone.norm.weight' of shape 2 is missing\n  'extra' of shape 1 is not part of the network",
            wrong.Message);
        Assert.StartsWith("weights does not fit the network: ", Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(source, Specs, [Torchvision], "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownDialectIsRefused()
    {
        Assert.Contains("there is no dialect 'tv'; there are torchvision, timm", Assert.Throws<ArgumentException>(() => ModelWeights.Load(new WeightSet(), Specs, [Torchvision, Timm], "tv")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WeightDialect("twice", [("a", "b"), ("a", "c")]));
    }

    private static WeightDialect Dialect(string name) => name switch { "" => WeightDialect.Own, "timm" => Timm, _ => Torchvision };

    private static WeightSet Source(WeightDialect names, string? without = null)
    {
        var set = new WeightSet();
        for (int i = 0; i < Specs.Length; i++)
        {
            if (Specs[i].Required && Specs[i].Key != without)
            {
                set.Add(WeightData.FromFloats(names[Specs[i].Key], Specs[i].Shape, [.. Enumerable.Range(0, (int)Specs[i].Shape.ElementCount).Select(j => i + (j / 4f))]));
            }
        }

        return set;
    }
}
