using System.Text.Json;
using ArchDsl.Benchmarks.Compare;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Gpu;

/// <summary>What the device does at its best, as PyTorch reaches it.</summary>
internal sealed record Ceilings(string Device, string Torch, double CopyGbs, double Fp32Tflops, double Tf32Tflops);

/// <summary>PyTorch's times of one batch; null where it does not compile.</summary>
internal sealed record GpuRow(int Batch, bool Fast, double EagerMs, double ChannelsLastMs, double? CompiledMs);

/// <summary>PyTorch with CUDA, through <c>Drivers/gpu.py</c>.</summary>
internal sealed class PyTorchGpu
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly string _python;
    private readonly Ceilings _ceilings;

    private PyTorchGpu(string python, Ceilings ceilings)
    {
        _python = python;
        _ceilings = ceilings;
    }

    /// <summary>Null, and a line that says why, where there is no PyTorch with CUDA.</summary>
    public static PyTorchGpu? Open(PyTorchExporter? exporter, TextWriter output)
    {
        if (exporter is null)
        {
            output.WriteLine("no PyTorch: it is not compared, and the device's ceilings are not known");
            return null;
        }

        try
        {
            string answer = Command.Run(null, exporter.Python, Drivers.Path("gpu.py"), "ceilings");
            return new PyTorchGpu(exporter.Python, JsonSerializer.Deserialize<Ceilings>(answer, Json)!);
        }
        catch (CompareException e)
        {
            output.WriteLine($"PyTorch is not compared, and the device's ceilings are not known: {e.Message}");
            return null;
        }
    }

    public Ceilings Ceilings() => _ceilings;

    /// <summary>Measures a network whose module, weights and inputs are written.</summary>
    public IReadOnlyList<GpuRow> Measure(NetworkFiles files, IReadOnlyList<int> batches)
    {
        ComparedNetwork network = files.Compared;
        string answer = Command.Run(
            null, _python, Drivers.Path("gpu.py"), files.Folder, network.Network.Name, string.Join(',', batches), PyTorchExporter.Dimensions(network.Input));
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<GpuRow>(line, Json)!).ToArray();
    }
}
