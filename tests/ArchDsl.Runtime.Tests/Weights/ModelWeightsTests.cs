using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class ModelWeightsTests
{
    private static readonly WeightSpec[] Expected =
    [
        new("stem.conv1.conv.weight", new TensorShape(4, 1, 3, 3)),
        new("stem.conv1.norm.weight", new TensorShape(4)),
        new("stem.conv1.norm.num_batches_tracked", default),
        new("head.fc.bias", new TensorShape(2), Required: false),
    ];

    [Fact]
    public void WhatFitsIsLoaded()
    {
        WeightSet source = Fitting()
            .Add(WeightData.FromInt64s("stem.conv1.norm.num_batches_tracked", default, 12))
            .Add(WeightData.FromInt64s("other.num_batches_tracked", default, 12))
            .Add(WeightData.FromFloats("head.fc.bias", new TensorShape(2), [1, 2], WeightType.BFloat16));

        ModelWeights weights = ModelWeights.Load(source, Expected);

        Assert.Equal(36, weights["stem.conv1.conv.weight"].Length);
        Assert.Equal([1f, 2f, 3f, 4f], weights["stem.conv1.norm.weight"].ToArray());
        Assert.Equal([12f], weights["stem.conv1.norm.num_batches_tracked"].ToArray());
        Assert.Equal([1f, 2f], weights["head.fc.bias"].ToArray());
    }

    [Fact]
    public void OptionalTensorsMayBeMissing()
    {
        ModelWeights weights = ModelWeights.Load(Fitting(), Expected);

        Assert.True(weights["head.fc.bias"].IsEmpty);
        Assert.True(weights["stem.conv1.norm.num_batches_tracked"].IsEmpty);
        Assert.Equal("head.fc.bias", Assert.Throws<MissingKeyException>(() => weights["head.fc.bia"].Length).Suggestion);
    }

    [Fact]
    public void EveryProblemIsReportedAtOnceAndNothingIsRead()
    {
        var source = new Counting(new WeightSet("net.safetensors")
            .Add(WeightData.FromFloats("stem.conv1.conv.wieght", new TensorShape(4, 1, 3, 3), new float[36]))
            .Add(WeightData.FromInt64s("stem.conv1.norm.weight", new TensorShape(5), new long[5]))
            .Add(WeightData.FromFloats("head.fc.bias", new TensorShape(2), [1, 2])));

        var thrown = Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(source, Expected));

        Assert.Equal(
            """
            net.safetensors does not fit the network: 4 problems
              'stem.conv1.conv.weight' of shape 4x1x3x3 is missing; did you mean 'stem.conv1.conv.wieght'?
              'stem.conv1.norm.weight' has shape 5, but the network needs 4
              'stem.conv1.norm.weight' of shape 5 has type I64, but the network needs F16, BF16, F32 or F64
              'stem.conv1.conv.wieght' of shape 4x1x3x3 is not part of the network
            """.ReplaceLineEndings("\n"),
            thrown.Message);
        Assert.Collection(
            thrown.Problems,
            problem => Assert.Equal("stem.conv1.conv.wieght", Assert.IsType<MissingKeyException>(problem).Suggestion),
            problem => Assert.Equal(new TensorShape(5), Assert.IsType<ShapeMismatchException>(problem).Actual),
            problem => Assert.Equal(WeightType.Int64, Assert.IsType<TypeMismatchException>(problem).Actual),
            problem => Assert.Equal("stem.conv1.conv.wieght", Assert.IsType<UnexpectedKeyException>(problem).Key));
        Assert.Equal(0, source.Reads);
    }

    [Fact]
    public void ExtraTensorsAreAllowedWhereAsked()
    {
        WeightSet source = Fitting().Add(WeightData.FromFloats("aux.weight", new TensorShape(1), [1]));

        Assert.IsType<UnexpectedKeyException>(
            Assert.Single(Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(source, Expected)).Problems));
        ModelWeights weights = ModelWeights.Load(source, Expected, allowExtra: true);
        Assert.Throws<MissingKeyException>(() => weights["aux.weight"].Length);
    }

    [Fact]
    public void AWrappersPrefixIsSuggested()
    {
        var source = new WeightSet();
        foreach (WeightData tensor in Fitting().Tensors)
        {
            source.Add(new WeightData("module." + tensor.Info.Key, tensor.Info.Shape, tensor.Info.Type, tensor.Bytes));
        }

        var thrown = Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(source, Expected, allowExtra: true));

        Assert.Equal(
            ["module.stem.conv1.conv.weight", "module.stem.conv1.norm.weight"],
            thrown.Problems.Select(problem => ((MissingKeyException)problem).Suggestion));
    }

    [Fact]
    public void SuggestionsAreNearOrNone()
    {
        var thrown = Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(
            new WeightSet().Add(WeightData.FromFloats("classifier.6.bias", default, [1])), Expected, allowExtra: true));

        Assert.All(thrown.Problems, problem => Assert.Null(((MissingKeyException)problem).Suggestion));
    }

    [Fact]
    public void AFileOfAnotherNetworkGivesAShortMessageSoon()
    {
        var source = new WeightSet();
        WeightSpec[] expected = [.. Enumerable.Range(0, 3000).Select(i => new WeightSpec($"a.{i}." + new string('x', 100), default))];
        for (int i = 0; i < 3000; i++)
        {
            source.Add(WeightData.FromFloats($"b.{i}." + new string('y', 100), default, [1]));
        }

        var thrown = Assert.Throws<WeightsMismatchException>(() => ModelWeights.Load(source, expected));

        Assert.Equal(6000, thrown.Problems.Count);
        Assert.EndsWith("\n  and 5970 more", thrown.Message);
    }

    [Fact]
    public void AFileIsLoadedAndClosed()
    {
        string path = Path.GetTempFileName();
        try
        {
            SafetensorsWriter.Write(path, Fitting().Tensors);

            ModelWeights weights = ModelWeights.Load(path, Expected);

            Assert.Equal([1f, 2f, 3f, 4f], weights["stem.conv1.norm.weight"].ToArray());
            using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.True(exclusive.CanWrite);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ASetHoldsEachKeyOnce()
    {
        WeightSet set = Fitting();

        Assert.Throws<DuplicateKeyException>(() => set.Add(WeightData.FromFloats("stem.conv1.norm.weight", default, [1])));
        Assert.Throws<ArgumentException>(() => set.ReadFloats("stem.conv1.norm.weight", new float[3]));
        Assert.Throws<MissingKeyException>(() => set.ReadFloats("none", new float[3]));
        Assert.Equal(["stem.conv1.conv.weight", "stem.conv1.norm.weight"], set.Keys);
    }

    private static WeightSet Fitting() => new WeightSet("net")
        .Add(WeightData.FromFloats("stem.conv1.conv.weight", new TensorShape(4, 1, 3, 3), new float[36]))
        .Add(WeightData.FromFloats("stem.conv1.norm.weight", new TensorShape(4), [1, 2, 3, 4], WeightType.Float16));

    private sealed class Counting(IWeightSource inner) : IWeightSource
    {
        public int Reads { get; private set; }

        public string Name => inner.Name;

        public IReadOnlyList<string> Keys => inner.Keys;

        public bool TryGetInfo(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WeightInfo? info) =>
            inner.TryGetInfo(key, out info);

        public void ReadFloats(string key, Span<float> destination)
        {
            Reads++;
            inner.ReadFloats(key, destination);
        }
    }
}
