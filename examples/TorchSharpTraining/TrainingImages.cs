using Quickstart.Dataset;

namespace TorchSharpTraining;

/// <summary>The training images, a part of them held out for validation.</summary>
internal sealed class TrainingImages
{
    private readonly int[] _train;

    /// <exception cref="InvalidDataException">As many images are to be held out as there are.</exception>
    public TrainingImages(FashionImages images, TrainingPlan plan)
    {
        if (plan.HeldOut + plan.Batch > images.Count)
        {
            throw new InvalidDataException($"{images.Count} images are too few to hold out {plan.HeldOut} and fill a batch of {plan.Batch}");
        }

        Images = images;
        int[] order = [.. Enumerable.Range(0, images.Count)];
        new Random(plan.Seed).Shuffle(order);
        HeldOut = order[..plan.HeldOut];
        _train = order[plan.HeldOut..];
        Steps = _train.Length / plan.Batch;
    }

    public FashionImages Images { get; }

    /// <summary>Which images are only for validation.</summary>
    public IReadOnlyList<int> HeldOut { get; }

    /// <summary>Whole batches in the rest.</summary>
    public int Steps { get; }

    /// <summary>The images to train on in the order of one epoch; the same for the same epoch and seed.</summary>
    public int[] OrderOf(int epoch, TrainingPlan plan)
    {
        int[] order = [.. _train];
        new Random(HashOf(plan.Seed, epoch, 0)).Shuffle(order);
        return order;
    }

    /// <summary>The random numbers of one step; the same for the same step and seed, so that a training can be resumed.</summary>
    public static Random RandomOf(int epoch, int step, TrainingPlan plan) => new(HashOf(plan.Seed, epoch, step + 1));

    // HashCode differs from process to process; this does not.
    private static int HashOf(int seed, int epoch, int step) => unchecked((((seed * 1_000_003) + epoch) * 1_000_003) + step);
}
