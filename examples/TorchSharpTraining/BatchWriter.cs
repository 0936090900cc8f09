using Quickstart.Dataset;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharpTraining;

/// <summary>Makes tensors of images, as they are or changed at random: mirrored, moved, with a blank box.</summary>
internal sealed class BatchWriter(FashionImages images)
{
    private const int Side = FashionImages.Side;
    private const int Shift = 2;
    private const double Blanked = 0.25;

    private readonly byte[] _changed = new byte[FashionImages.Pixels];

    /// <summary>The chosen images, N×1×28×28, and their classes. The caller disposes of both.</summary>
    /// <param name="chosen">Which images.</param>
    /// <param name="random">Decides the changes; null for none.</param>
    public (Tensor Images, Tensor Labels) Write(ReadOnlySpan<int> chosen, Random? random)
    {
        float[] values = new float[chosen.Length * FashionImages.Pixels];
        long[] labels = new long[chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            ReadOnlySpan<byte> pixels = images.AllPixels.Slice(chosen[i] * FashionImages.Pixels, FashionImages.Pixels);
            Span<float> place = values.AsSpan(i * FashionImages.Pixels, FashionImages.Pixels);
            labels[i] = images.Labels[chosen[i]];
            if (random is null)
            {
                Normalisation.Apply(pixels, place);
                continue;
            }

            MirrorAndMove(pixels, random);
            Normalisation.Apply(_changed, place);
            Blank(place, random);
        }

        return (tensor(values, [chosen.Length, 1, Side, Side]), tensor(labels));
    }

    private void MirrorAndMove(ReadOnlySpan<byte> pixels, Random random)
    {
        bool mirror = random.Next(2) == 0;
        int down = random.Next(-Shift, Shift + 1);
        int right = random.Next(-Shift, Shift + 1);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int fromX = mirror ? Side - 1 - (x - right) : x - right;
                int fromY = y - down;
                bool inside = (uint)fromX < Side && (uint)fromY < Side;
                _changed[(y * Side) + x] = inside ? pixels[(fromY * Side) + fromX] : (byte)0;
            }
        }
    }

    // The box is of the mean grey, 0 once normalised.
    private static void Blank(Span<float> image, Random random)
    {
        if (random.NextDouble() >= Blanked)
        {
            return;
        }

        int top = random.Next(Side), left = random.Next(Side);
        int bottom = Math.Min(Side, top + random.Next(4, 11));
        int width = Math.Min(Side - left, random.Next(4, 11));
        for (int y = top; y < bottom; y++)
        {
            image.Slice((y * Side) + left, width).Clear();
        }
    }
}
