using System.Diagnostics;
using System.Globalization;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Benchmarks.Kernels;

/// <summary>
/// Times single convolutions and prints their direct-equivalent GFLOP/s and the share of the machine's measured peak:
/// <c>kernels [--threads N] [--width 128|256|512] [--only TEXT] [--seconds S]
/// [--algorithm NAME] [--activation NAME] [--copies N] [--cold]</c>. With many copies of a layer in turn its weights come
/// from memory, as in a network; cold, all else does as well, as far as the first thread can empty the caches.
/// </summary>
internal static unsafe class KernelsCommand
{
    private static readonly (string Name, ConvolutionShape Shape, bool Planar)[] Layers =
    [
        ("1x1 64-256 56", new(64, 56, 56, 256), false),
        ("1x1 128-128 56", new(128, 56, 56, 128), false),
        ("1x1 704-256 56", new(704, 56, 56, 256), false),
        ("1x1 704-256 28", new(704, 28, 28, 256), false),
        ("1x1 256-512 28", new(256, 28, 28, 512), false),
        ("1x1 1472-768 14", new(1472, 14, 14, 768), false),
        ("1x1 512-512 7", new(512, 7, 7, 512), false),
        ("1x1 1024-1024 7", new(1024, 7, 7, 1024), false),
        ("1x1 80-80 28", new(80, 28, 28, 80), false),
        ("1x1 96-24 56", new(96, 56, 56, 24), false),
        ("1x1/2 256-512 56", new(256, 56, 56, 512, 1, 1, 2, 2), false),
        ("7x7/2 3-64 224", new(3, 224, 224, 64, 7, 7, 2, 2, 3, 3), true),
        ("3x3/2 3-64 224", new(3, 224, 224, 64, 3, 3, 2, 2, 1, 1), true),
        ("3x3 3-32 224", new(3, 224, 224, 32, 3, 3, 1, 1, 1, 1), true),
        ("3x3/2 32-64 256", new(32, 256, 256, 64, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 64-128 128", new(64, 128, 128, 128, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 128-256 64", new(128, 64, 64, 256, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 256-512 32", new(256, 32, 32, 512, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 512-1024 16", new(512, 16, 16, 1024, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 64-128 112", new(64, 112, 112, 128, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 128-128 56", new(128, 56, 56, 128, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 256-256 28", new(256, 28, 28, 256, 3, 3, 2, 2, 1, 1), false),
        ("3x3/2 512-512 14", new(512, 14, 14, 512, 3, 3, 2, 2, 1, 1), false),
        ("3x3 16-16 56", new(16, 56, 56, 16, 3, 3, 1, 1, 1, 1), false),
        ("3x3 128-32 28", new(128, 28, 28, 32, 3, 3, 1, 1, 1, 1), false),
        ("3x3 64-64 112", new(64, 112, 112, 64, 3, 3, 1, 1, 1, 1), false),
        ("3x3 64-64 56", new(64, 56, 56, 64, 3, 3, 1, 1, 1, 1), false),
        ("3x3 128-128 56", new(128, 56, 56, 128, 3, 3, 1, 1, 1, 1), false),
        ("3x3 160-160 28", new(160, 28, 28, 160, 3, 3, 1, 1, 1, 1), false),
        ("3x3 192-192 14", new(192, 14, 14, 192, 3, 3, 1, 1, 1, 1), false),
        ("3x3 224-224 7", new(224, 7, 7, 224, 3, 3, 1, 1, 1, 1), false),
        ("3x3 512-512 7", new(512, 7, 7, 512, 3, 3, 1, 1, 1, 1), false),
        ("3x3 g32 128 56", new(128, 56, 56, 128, 3, 3, 1, 1, 1, 1, Groups: 32), false),
        ("3x3 g16 256 28", new(256, 28, 28, 256, 3, 3, 1, 1, 1, 1, Groups: 16), false),
        ("3x3 g32 512 16", new(512, 16, 16, 512, 3, 3, 1, 1, 1, 1, Groups: 32), false),
        ("3x3 g32 1024 8", new(1024, 8, 8, 1024, 3, 3, 1, 1, 1, 1, Groups: 32), false),
        ("3x3 g32 128 64", new(128, 64, 64, 128, 3, 3, 1, 1, 1, 1, Groups: 32), false),
        ("3x3 g32 256 32", new(256, 32, 32, 256, 3, 3, 1, 1, 1, 1, Groups: 32), false),
        ("3x3 g32 512 14", new(512, 14, 14, 512, 3, 3, 1, 1, 1, 1, Groups: 32), false),
    ];

    public static int Run(string[] arguments)
    {
        int threads = int.Parse(Option(arguments, "--threads") ?? "1", CultureInfo.InvariantCulture);
        var width = (SimdWidth)int.Parse(Option(arguments, "--width") ?? "0", CultureInfo.InvariantCulture);
        double seconds = double.Parse(Option(arguments, "--seconds") ?? "0.5", CultureInfo.InvariantCulture);
        int copies = int.Parse(Option(arguments, "--copies") ?? "1", CultureInfo.InvariantCulture);
        string only = Option(arguments, "--only") ?? "";
        ConvolutionAlgorithm algorithm = Enum.Parse<ConvolutionAlgorithm>(Option(arguments, "--algorithm") ?? "Auto", ignoreCase: true);
        double peak = FmaPeak.Gflops(width, threads);
        Console.WriteLine($"{SimdWidths.Resolve(width)}, {threads} thread(s), peak {peak:F0} GFLOP/s");
        var activation = new Activation(Enum.Parse<ActivationKind>(Option(arguments, "--activation") ?? "Relu", ignoreCase: true), 0.1f);
        float[] evicting = arguments.Contains("--cold") ? new float[64 << 20] : [];
        Console.WriteLine($"{"layer",-18} {"algorithm",-10} {"ms",8} {"GFLOP/s",8} {"of peak",8}");
        foreach ((string name, ConvolutionShape shape, bool planar) in Layers.Where(l => l.Name.Contains(only, StringComparison.Ordinal)))
        {
            bool pinnable = algorithm == ConvolutionAlgorithm.Direct || shape is { KernelArea: 9, StrideX: 1 or 2 } && !planar;
            var options = new ConvolutionOptions(
                activation, Planar: planar, Algorithm: pinnable ? algorithm : ConvolutionAlgorithm.Auto, Width: width);
            (double best, ConvolutionAlgorithm chosen) = Time(shape, options, threads, seconds, copies, evicting);
            double flops = 2.0 * shape.Filters * shape.Depth * shape.OutPlane / best / 1e9;
            Console.WriteLine($"{name,-18} {chosen,-10} {best * 1e3,8:F3} {flops,8:F0} {flops / peak,8:P0}");
        }

        return 0;
    }

    private static (double Best, ConvolutionAlgorithm Chosen) Time(
        ConvolutionShape shape, ConvolutionOptions options, int threads, double seconds, int copies, float[] evicting)
    {
        Slab.Begin();
        var random = new Random(1);
        var weights = new LayerWeights(Values(random, shape.Filters * shape.Depth).Span.ToArray());
        Convolution[] layers = Enumerable.Range(0, copies).Select(_ => Convolution.Create(shape, weights, options)).ToArray();
        Convolution convolution = layers[0];
        int turn = 0;
        AlignedBuffer source = Values(random, ChannelBlock.Slots(shape.Channels) * shape.Plane);
        AlignedBuffer target = Values(random, ChannelBlock.Slots(shape.Filters) * shape.OutPlane);
        var shared = new AlignedBuffer(convolution.SharedFloats(threads));
        var none = new AlignedBuffer(0);
        CpuWorker[] workers = [];
        using var team = new Team(threads, part => layers[turn].Run(workers[part], new View(source.Pointer), new View(target.Pointer)));
        workers = Enumerable.Range(0, threads).Select(part =>
            new CpuWorker(part, threads, none, none, new AlignedBuffer(convolution.ScratchFloats(threads)), 0, 0, team, shared)).ToArray();
        Slab.End();
        double best = double.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds)
        {
            turn = (turn + 1) % copies;
            evicting.AsSpan().Fill(turn);
            long start = Stopwatch.GetTimestamp();
            team.Run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (best, convolution.Algorithm);
    }

    private static AlignedBuffer Values(Random random, int count)
    {
        var values = new AlignedBuffer(count);
        for (int i = 0; i < count; i++)
        {
            values.Pointer[i] = random.NextSingle() - 0.5f;
        }

        return values;
    }

    private static string? Option(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
