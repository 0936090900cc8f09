namespace Quickstart.Classifying;

/// <summary>What the network makes of an image: a probability for each class.</summary>
internal sealed class Answer
{
    private readonly float[] _probabilities;

    /// <param name="scores">The network's output, a score for each class.</param>
    public Answer(ReadOnlySpan<float> scores)
    {
        _probabilities = Softmax(scores);
        Best = Array.IndexOf(_probabilities, _probabilities.Max());
    }

    /// <summary>The likeliest class.</summary>
    public int Best { get; }

    /// <summary>How likely a class is, 0 to 1.</summary>
    public float this[int label] => _probabilities[label];

    /// <summary>The likeliest classes, the likeliest first.</summary>
    public IEnumerable<int> Ranked => Enumerable.Range(0, _probabilities.Length).OrderByDescending(label => _probabilities[label]);

    private static float[] Softmax(ReadOnlySpan<float> scores)
    {
        float highest = float.NegativeInfinity;
        foreach (float score in scores)
        {
            highest = MathF.Max(highest, score);
        }

        float[] values = new float[scores.Length];
        float sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] = MathF.Exp(scores[i] - highest);
        }

        return Array.ConvertAll(values, value => value / sum);
    }
}
