using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Engines;

/// <summary>ONNX Runtime in Node.js, on a model that PyTorch exported.</summary>
internal sealed class OnnxRuntimeEngine(string install, int bits) : Engine("ONNX Runtime", bits)
{
    // Its kernels are chosen by the processor alone: no option or variable narrows them.
    public override bool IsLimitable => false;

    protected override string Program => "node";

    protected override string[] Arguments(NetworkFiles files, string output, int batch, int threads) =>
        [Drivers.Path("onnxruntime.cjs"), install, files.Onnx(batch), files.Input, output, Text(batch), Text(threads)];
}
