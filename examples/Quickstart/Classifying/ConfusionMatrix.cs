using Quickstart.Dataset;

namespace Quickstart.Classifying;

/// <summary>Counts what images are against what they were taken for.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts = new int[FashionClasses.Count, FashionClasses.Count];

    public ConfusionMatrix(ReadOnlySpan<byte> labels, ReadOnlySpan<Answer> answers)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            _counts[labels[i], answers[i].Best]++;
        }
    }

    /// <summary>How many images of one class were taken for another.</summary>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The share of all images that were taken for what they are.</summary>
    public double Accuracy => (double)Classes.Sum(c => _counts[c, c]) / Math.Max(1, Classes.Sum(Actual));

    private static IEnumerable<int> Classes => Enumerable.Range(0, FashionClasses.Count);

    /// <summary>How many images are of a class.</summary>
    public int Actual(int label) => Classes.Sum(predicted => _counts[label, predicted]);

    /// <summary>The share of a class's images that were taken for what they are.</summary>
    public double Recall(int label) => (double)_counts[label, label] / Math.Max(1, Actual(label));
}
