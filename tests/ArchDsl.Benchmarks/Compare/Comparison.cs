using System.Runtime.Intrinsics;
using ArchDsl.Benchmarks.Compare.Engines;
using ArchDsl.Benchmarks.Compare.Measuring;
using ArchDsl.Benchmarks.Compare.Preparation;
using ArchDsl.Benchmarks.Compare.Reports;
using ArchDsl.Benchmarks.Machine;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Benchmarks.Compare;

/// <summary>One run of the command: prepares what is compared, measures it, reports.</summary>
internal static class Comparison
{
    /// <summary>Compares networks.</summary>
    /// <param name="options">What to measure.</param>
    /// <param name="output">Tables, or JSON alone.</param>
    /// <param name="progress">What is being done; with JSON the summary too.</param>
    /// <returns>0, or 1 where a network could not be measured.</returns>
    /// <exception cref="CompareException">Nothing can be measured.</exception>
    public static int Run(CompareOptions options, TextWriter output, TextWriter progress)
    {
        TextWriter report = options.Json ? progress : output;
        IReadOnlyList<ComparedNetwork> networks = NetworkCatalog.Load(options.Networks);
        int bits = Math.Min(options.Bits, Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);
        string root = options.Folder is null ? Directory.CreateTempSubdirectory("archdsl-compare").FullName : Path.GetFullPath(options.Folder);
        try
        {
            progress.WriteLine($"publishing the generated classes of {networks.Count} networks");
            HostProject host = HostProject.Publish(networks, root, bits);
            PyTorchExporter? exporter = PyTorchExporter.Find();
            string? install = exporter is null ? null : OnnxRuntime(report);
            Dictionary<int, double> peaks = options.Threads.Append(1).Distinct().ToDictionary(t => t, t => FmaPeak.Gflops((SimdWidth)bits, t) * 1e9);
            Header.Write(report, options, host, exporter, install is not null, bits, peaks);

            var own = new OwnEngine(host, options.Bits);
            OnnxRuntimeEngine? onnxRuntime = install is null ? null : new OnnxRuntimeEngine(install, options.Bits);
            PyTorchEngine? pyTorch = exporter is null ? null : new PyTorchEngine(exporter, options.Bits);
            var rounds = new Rounds(own, onnxRuntime, pyTorch, options, t => peaks[t]);
            var rows = new List<Row>();
            bool isComplete = true;
            TableReport.WriteHeader(report);
            foreach (ComparedNetwork network in networks)
            {
                isComplete &= Measure(network, root, exporter, rounds, options, rows, report);
            }

            SummaryReport.Write(report, rows, options);
            if (options.Json)
            {
                JsonReport.Write(output, rows);
            }

            return isComplete ? 0 : 1;
        }
        finally
        {
            if (options.Folder is null)
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }

    // What keeps one network from being measured is said in its place; the others still are.
    private static bool Measure(ComparedNetwork network, string root, PyTorchExporter? exporter, Rounds rounds, CompareOptions options, List<Row> rows, TextWriter report)
    {
        bool isComplete = true;
        try
        {
            NetworkFiles files = NetworkFiles.Write(network, root, options.Batches, exporter);
            foreach (int batch in options.Batches)
            {
                foreach (int threads in options.Threads)
                {
                    try
                    {
                        rows.Add(rounds.Measure(files, batch, threads));
                        TableReport.WriteRow(report, rows[^1]);
                    }
                    catch (CompareException e)
                    {
                        report.WriteLine($"not measured: {e.Message}");
                        isComplete = false;
                    }
                }
            }

            if (options.Folder is null)
            {
                Directory.Delete(files.Folder, recursive: true);
            }
        }
        catch (CompareException e)
        {
            report.WriteLine($"{network.Title}, not measured: {e.Message}");
            isComplete = false;
        }

        return isComplete;
    }

    private static string? OnnxRuntime(TextWriter report)
    {
        try
        {
            return OnnxRuntimePackage.Install();
        }
        catch (CompareException e)
        {
            report.WriteLine($"no ONNX Runtime: {e.Message}");
            return null;
        }
    }
}
