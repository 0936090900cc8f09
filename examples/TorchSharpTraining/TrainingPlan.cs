namespace TorchSharpTraining;

/// <summary>All that decides the course of a training: equal plans on equal images take equal steps.</summary>
internal sealed record TrainingPlan
{
    /// <summary>How often every image is seen.</summary>
    public int Epochs { get; init; } = 14;

    /// <summary>Images a step.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Peak learning rate.</summary>
    public double Rate { get; init; } = 0.3;

    /// <summary>Training images kept for validation.</summary>
    public int HeldOut { get; init; } = 5000;

    /// <summary>What the random numbers start from.</summary>
    public int Seed { get; init; } = 20;

    /// <summary>Weight decay of convolutions and the classifier; norms and biases are left alone.</summary>
    public double Decay { get; init; } = 5e-4;

    /// <summary>The share of certainty that goes to all classes alike.</summary>
    public double Smoothing { get; init; } = 0.05;

    /// <summary>The learning rate after a share of all steps: a linear rise over the first fifth, a cosine down to nothing.</summary>
    public double RateAt(double progress) => progress < 0.2
        ? Rate * (0.05 + (0.95 * progress / 0.2))
        : Rate * 0.5 * (1 + Math.Cos(Math.PI * (progress - 0.2) / 0.8));
}

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">Epochs that are complete.</param>
/// <param name="Step">Steps of the next epoch that are complete.</param>
/// <param name="Loss">The sum of those steps' losses.</param>
/// <param name="Hits">Images of those steps that were classified right.</param>
internal sealed record Position(int Epoch = 0, int Step = 0, double Loss = 0, long Hits = 0);
