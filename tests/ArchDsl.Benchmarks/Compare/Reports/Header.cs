using System.Globalization;
using ArchDsl.Benchmarks.Compare.Engines;
using ArchDsl.Benchmarks.Compare.Preparation;
using ArchDsl.Benchmarks.Machine;

namespace ArchDsl.Benchmarks.Compare.Reports;

/// <summary>What is measured on what machine, and what is not alike for all.</summary>
internal static class Header
{
    public static void Write(
        TextWriter report, CompareOptions options, HostProject host, PyTorchExporter? exporter, bool hasOnnxRuntime, int bits, IReadOnlyDictionary<int, double> peaks)
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        string flops = string.Join(", ", peaks.OrderBy(p => p.Key).Select(p => Text($"{p.Value / 1e9:F0} GFLOP/s on {p.Key} {(p.Key == 1 ? "thread" : "threads")}")));
        report.WriteLine(Text($"machine       {Environment.ProcessorCount} processors; multiply-adds of {bits} bits: {flops}; copies {CopyBandwidth.Measure() / 1e9:F1} GB/s"));
        report.WriteLine($"ArchDsl       .NET {Environment.Version}, published program, {(host.IsReadyToRun ? "ReadyToRun for this processor" : "compiled as it runs: no ReadyToRun compiler could be restored")}");
        report.WriteLine(hasOnnxRuntime
            ? $"ONNX Runtime  {OnnxRuntimePackage.Version} in Node.js, graph optimisations: all"
            : "ONNX Runtime  not here: needs npm, node and PyTorch (which writes the model)");
        report.WriteLine(exporter is not null
            ? $"PyTorch       {exporter.Version}, frozen TorchScript, optimize_for_inference"
            : "PyTorch       not here: needs a python3 with torch and numpy (ARCHDSL_PYTHON names one)");
        if (OtherLoad.Watch() is { } taken and > 0.05)
        {
            report.WriteLine(Text($"busy          other programs take {taken:P0} of the processors: times mean little unless this runs before them (see the README)"));
        }

        report.WriteLine(Affinity.IsHere
            ? "processors    each engine is held to as many as it has threads, the same ones for all"
            : "processors    engines are not held to processors: there is no taskset");
        if (options.Bits < 512)
        {
            report.WriteLine("vectors       256 bits for ArchDsl and PyTorch. ONNX Runtime has no switch for it and runs as it is: no ratio counts it");
        }

        report.WriteLine();
    }
}
