namespace Quickstart.Dataset;

/// <summary>What the network was trained on: pixels in 0..1, less their mean, over their standard deviation.</summary>
internal static class Normalisation
{
    /// <summary>The mean pixel of the 60,000 training images; <c>training/dataset.py</c> has the same number.</summary>
    public const float Mean = 0.2860f;

    /// <summary>The standard deviation of those pixels; <c>training/dataset.py</c> has the same number.</summary>
    public const float Deviation = 0.3530f;

    private static readonly float[] OfByte = [.. Enumerable.Range(0, 256).Select(pixel => ((pixel / 255f) - Mean) / Deviation)];

    /// <summary>Writes pixels as the network takes them.</summary>
    public static void Apply(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            values[i] = OfByte[pixels[i]];
        }
    }
}
