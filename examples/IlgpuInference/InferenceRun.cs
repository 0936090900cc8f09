using System.Diagnostics;
using System.Globalization;
using ILGPU.Runtime;
using Quickstart;
using Quickstart.Dataset;

namespace IlgpuInference;

/// <summary>Classifies the test images on an accelerator and on the CPU, and says how fast and how alike.</summary>
internal static class InferenceRun
{
    public static void Run(TextWriter output, Options options)
    {
        using Accelerators accelerators = Accelerators.Open(options, Files.Weights, output.WriteLine);
        Accelerator best = accelerators.Best;
        FashionNetGpu network = accelerators.Network;
        bool isCpu = best.AcceleratorType == AcceleratorType.CPU;
        output.WriteLine($"accelerator: {best.Name} ({best.AcceleratorType}){(isCpu ? ", which shows that kernels are right, not that they are fast" : "")}");

        FashionImages images = FashionImages.Load(Files.Data, "t10k");
        int count = options.Images ?? (isCpu ? 8 : images.Count);
        var inputs = new float[count * FashionImages.Pixels];
        Normalisation.Apply(images.AllPixels[..inputs.Length], inputs);
        var scores = new float[count * FashionClasses.Count];
        if (!isCpu)
        {
            // The first run compiles and loads.
            Classify(network, inputs, scores);
        }

        long start = Stopwatch.GetTimestamp();
        Classify(network, inputs, scores);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(Text($"{count:N0} images in batches of {Math.Min(count, network.MaxBatch)}: {count / seconds:N1} images per second, copies to and fro included"));

        int right = scores.Chunk(FashionClasses.Count).Zip(images.Labels.ToArray()).Count(p => Array.IndexOf(p.First, p.First.Max()) == p.Second);
        output.WriteLine(Text($"{right} of {count} classified rightly"));

        var expected = new float[scores.Length];
        using FashionNetCpu cpu = FashionNetCpu.Load(Files.Weights);
        cpu.Run(inputs, expected);
        output.WriteLine(Text($"largest difference to the CPU network: {scores.Zip(expected).Max(p => Math.Abs(p.First - p.Second)):E1}, at scores up to {expected.Max(Math.Abs):F1}"));
    }

    private static void Classify(FashionNetGpu network, ReadOnlySpan<float> inputs, Span<float> scores)
    {
        int count = inputs.Length / FashionImages.Pixels;
        for (int first = 0; first < count; first += network.MaxBatch)
        {
            int samples = Math.Min(network.MaxBatch, count - first);
            network.Run(
                inputs.Slice(first * FashionImages.Pixels, samples * FashionImages.Pixels),
                scores.Slice(first * FashionClasses.Count, samples * FashionClasses.Count));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
