using Quickstart;
using Quickstart.Dataset;
using TorchSharpTraining;
using Xunit;

namespace ArchDsl.Examples.Tests;

public class TrainingTests
{
    private static readonly TrainingPlan Plan = new() { Batch = 100, HeldOut = 1000, Epochs = 10, Rate = 0.5 };
    private static readonly TrainingImages Images = new(FashionImages.Load(Files.Data, "t10k"), Plan);

    [Fact]
    public void AnEpochIsAllImagesButThoseHeldOut()
    {
        Assert.Equal(90, Images.Steps);
        Assert.Equal(Enumerable.Range(0, 10_000), Images.OrderOf(0, Plan).Concat(Images.HeldOut).Order());
    }

    [Fact]
    public void ATrainingCanBeResumedBecauseEveryStepHasItsOwnRandomNumbers()
    {
        Assert.Equal(Images.OrderOf(3, Plan), Images.OrderOf(3, Plan));
        Assert.NotEqual(Images.OrderOf(3, Plan), Images.OrderOf(4, Plan));
        Assert.Equal(TrainingImages.RandomOf(3, 7, Plan).Next(), TrainingImages.RandomOf(3, 7, Plan).Next());
        Assert.NotEqual(TrainingImages.RandomOf(3, 7, Plan).Next(), TrainingImages.RandomOf(3, 8, Plan).Next());
    }

    [Fact]
    public void TheRateRisesThenFallsToNothing()
    {
        Assert.Equal(0.025, Plan.RateAt(0), 1e-9);
        Assert.Equal(0.5, Plan.RateAt(0.2), 1e-9);
        Assert.Equal(0.25, Plan.RateAt(0.6), 1e-9);
        Assert.Equal(0, Plan.RateAt(1), 1e-9);
    }

    [Fact]
    public void HoldingOutEverythingIsRefused() => Assert.Throws<InvalidDataException>(() =>
        new TrainingImages(FashionImages.Load(Files.Data, "t10k"), Plan with { HeldOut = 9_950 }));

    [Theory]
    [InlineData("", "folder of the training images is missing")]
    [InlineData("data --epochs", "needs a value")]
    [InlineData("data --epochs -3", "whole number")]
    [InlineData("data --rate fast", "number above 0")]
    [InlineData("data more", "one folder")]
    [InlineData("data --fast", "'--fast'")]
    public void WrongCommandLinesSayWhy(string line, string reason)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(reason, Assert.Throws<TorchSharpTraining.UsageException>(() => Options.Parse(words)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandLinesAreUnderstood()
    {
        Options options = Options.Parse(["data", "--resume", "--epochs", "3", "--rate", "0.25", "--output", "out"]);
        Assert.Equal(("data", "out", true), (options.Data, options.Output, options.Resume));
        Assert.Equal(new TrainingPlan { Epochs = 3, Rate = 0.25 }, options.Plan);
    }
}
