using System.Globalization;
using System.Runtime.InteropServices;
using ArchDsl.Benchmarks.Compare;
using ArchDsl.Benchmarks.Compare.Measuring;
using ArchDsl.Benchmarks.Compare.Preparation;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Runtime.Weights;
using ILGPU;
using ILGPU.Runtime;

namespace ArchDsl.Benchmarks.Gpu;

/// <summary>Times generated kernels and PyTorch on the same GPU, networks and weights, in one run.</summary>
internal static class GpuComparison
{
    private const int WarmUp = 20;

    private static readonly int[] Batches = [1, 8, 32];

    public static void Run(TextWriter output, Accelerator accelerator, IEnumerable<ComparedNetwork> networks, int runs)
    {
        PyTorchExporter? python = PyTorchExporter.Find();
        PyTorchGpu? peer = PyTorchGpu.Open(python, output);
        Ceilings? ceilings = peer?.Ceilings();
        output.WriteLine(ceilings is null ? accelerator.Name : Text(
            $"{accelerator.Name}, PyTorch {ceilings.Torch}: copy {ceilings.CopyGbs:N0} GB/s, FP32 {ceilings.Fp32Tflops:F1} TFLOP/s, TF32 {ceilings.Tf32Tflops:F1} TFLOP/s"));
        output.WriteLine("milliseconds of a batch by CUDA events, medians; the last column is the share of what the ceilings allow");
        output.WriteLine($"{"network",-20} {"batch",5} {"prec.",5} {"ours",9} {"eager",9} {"ch. last",9} {"compiled",9} {"share",6}");
        string root = Directory.CreateTempSubdirectory("archdsl-gpu").FullName;
        try
        {
            foreach (ComparedNetwork network in networks)
            {
                NetworkFiles files = NetworkFiles.WriteForGpu(network, root, Batches.Max());
                IReadOnlyList<GpuRow> rows = peer?.Measure(files, Batches) ?? [];
                foreach (bool fast in new[] { false, true })
                {
                    foreach (int batch in Batches)
                    {
                        double ours = Measure(accelerator, files, batch, fast, runs);
                        GpuRow? row = rows.FirstOrDefault(r => r.Batch == batch && r.Fast == fast);
                        string share = ceilings is null ? "-" : Text($"{Least(network, batch, fast, ceilings) / ours:P0}");
                        output.WriteLine(Text(
                            $"{network.Title,-20} {batch,5} {(fast ? "TF32" : "FP32"),5} {ours,9:F3} {Time(row?.EagerMs)} {Time(row?.ChannelsLastMs)} {Time(row?.CompiledMs)} {share,6}"));
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static double Measure(Accelerator accelerator, NetworkFiles files, int batch, bool fast, int runs)
    {
        ComparedNetwork network = files.Compared;
        using WeightsFile weights = WeightsFile.Open(files.Weights);
        (IDisposable program, Action<AcceleratorStream, ArrayView<float>, ArrayView<float>> run) =
            GpuAssembly.Of(network.Network).Load(accelerator, weights, new GpuOptions(batch, fast ? Precision.Fast : Precision.Strict));
        using IDisposable owned = program;
        float[] given = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(files.Input))[..(int)(batch * network.Input.Elements)].ToArray();
        using MemoryBuffer1D<float, Stride1D.Dense> input = accelerator.Allocate1D(given);
        using MemoryBuffer1D<float, Stride1D.Dense> result = accelerator.Allocate1D<float>(batch * network.Output.Elements);
        using AcceleratorStream stream = accelerator.CreateStream();
        var times = new List<double>();
        for (int i = 0; i < WarmUp + runs; i++)
        {
            using ProfilingMarker begin = stream.AddProfilingMarker();
            run(stream, input.View, result.View);
            using ProfilingMarker end = stream.AddProfilingMarker();
            end.Synchronize();
            times.Add(end.MeasureFrom(begin).TotalMilliseconds);
        }

        return Statistics.Median(times.Skip(WarmUp));
    }

    // Milliseconds that memory or arithmetic take at their measured best, whichever is more.
    private static double Least(ComparedNetwork network, int batch, bool fast, Ceilings ceilings)
    {
        double bytes = ((double)batch * FusionPipeline.Run(network.Network).Fused.BytesMoved) + (4.0 * network.Network.Weights.Sum(w => w.Tensor.Elements));
        double memory = bytes / (ceilings.CopyGbs * 1e6);
        double arithmetic = 2.0 * batch * network.Macs / ((fast ? ceilings.Tf32Tflops : ceilings.Fp32Tflops) * 1e9);
        return Math.Max(memory, arithmetic);
    }

    private static string Time(double? milliseconds) => milliseconds is { } value ? Text($"{value,9:F3}") : $"{"-",9}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
