using System.Diagnostics;
using Quickstart.Dataset;
using Quickstart.Images;

namespace Quickstart.Classifying;

/// <summary>The trained network with what goes before it and after it: pixels in, probabilities out.</summary>
internal sealed class Classifier : IDisposable
{
    private const int Batch = 100;

    private readonly FashionNetCpu _network;

    /// <param name="weights">The safetensors file.</param>
    /// <param name="threads">How many threads compute.</param>
    public Classifier(string weights, int threads) => _network = FashionNetCpu.Load(weights, threads);

    /// <summary>What the network makes of one image of 28x28 pixels.</summary>
    public Answer Classify(GreyImage image)
    {
        Span<float> scores = stackalloc float[FashionClasses.Count];
        float[] input = new float[FashionImages.Pixels];
        Normalisation.Apply(image.Pixels, input);
        _network.Run(input, scores);
        return new Answer(scores);
    }

    /// <summary>What the network makes of a set of images, and the time that took without what goes before and after it.</summary>
    /// <param name="images">The set.</param>
    /// <param name="progress">Hears how many are done.</param>
    public (Answer[] Answers, TimeSpan Elapsed) Classify(FashionImages images, Action<int> progress)
    {
        float[] input = new float[Batch * FashionImages.Pixels];
        float[] scores = new float[Batch * FashionClasses.Count];
        var answers = new Answer[images.Count];
        var elapsed = TimeSpan.Zero;
        WarmUp(input, scores);
        for (int start = 0; start < images.Count; start += Batch)
        {
            int count = Math.Min(Batch, images.Count - start);
            Span<float> batch = input.AsSpan(0, count * FashionImages.Pixels);
            Span<float> results = scores.AsSpan(0, count * FashionClasses.Count);
            Normalisation.Apply(images.AllPixels.Slice(start * FashionImages.Pixels, batch.Length), batch);

            long before = Stopwatch.GetTimestamp();
            _network.Run(batch, results);
            elapsed += Stopwatch.GetElapsedTime(before);

            for (int i = 0; i < count; i++)
            {
                answers[start + i] = new Answer(results.Slice(i * FashionClasses.Count, FashionClasses.Count));
            }

            progress(start + count);
        }

        return (answers, elapsed);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _network.Dispose();

    // The first runs are compiled quickly rather than well; they say nothing about speed.
    private void WarmUp(float[] input, float[] scores)
    {
        for (int i = 0; i < 5; i++)
        {
            _network.Run(input, scores);
        }
    }
}
