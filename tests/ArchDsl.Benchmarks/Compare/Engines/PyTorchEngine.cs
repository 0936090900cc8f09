using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Engines;

/// <summary>PyTorch with oneDNN, on frozen TorchScript optimised for inference.</summary>
internal sealed class PyTorchEngine(PyTorchExporter python, int bits) : Engine("PyTorch", bits)
{
    protected override string Program => python.Python;

    protected override string[] Arguments(NetworkFiles files, string output, int batch, int threads) =>
        [Drivers.Path("pytorch.py"), files.TorchScript(batch), files.Input, output, Text(batch), Text(threads), PyTorchExporter.Dimensions(files.Compared.Input)];

    protected override void Limit(IDictionary<string, string?> environment)
    {
        environment["ONEDNN_MAX_CPU_ISA"] = environment["DNNL_MAX_CPU_ISA"] = "AVX2";
        environment["ATEN_CPU_CAPABILITY"] = "avx2";
        environment["OPENBLAS_CORETYPE"] = "Haswell";
    }
}
