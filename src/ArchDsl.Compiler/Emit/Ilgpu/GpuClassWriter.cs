using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes the class: how it is loaded and run, the straight line of launches, and the kernels.</summary>
internal sealed class GpuClassWriter
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly EmitOptions _options;
    private readonly GpuPlan _gpu;

    public GpuClassWriter(CodeWriter writer, FusedPlan plan, PlanNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _options = options;
        _gpu = new GpuPlan(plan, names);
    }

    /// <summary>Names within the class that no kernel can have.</summary>
    public static IReadOnlyList<string> Members { get; } =
    [
        "Program", "Queue", "OnTensors", "MaxBatch", "ArenaBytes", "Load", "From", "Make", "Run", "Dispose", "Expected", "Dialects",
        "Compile", "Upload", "Allocate", "QueueOf", "Own", "LimitsOf", "FloatsOf",
    ];

    private Network Network => _plan.Network;

    public void Write()
    {
        string summary = Network.Documentation is null ? "" : "\n" + CSharpNames.Escape(Network.Documentation);
        CSharpNames.Summary(_writer, $"The network <c>{CSharpNames.Escape(Network.Name)}</c> on a GPU: {Numbers.Whole(_gpu.Launches.Count)} launches of {Numbers.Whole(_gpu.Kernels.Count())} kernels over one arena.{summary}");
        CSharpNames.Element(_writer, "remarks", string.Join("\n", PlanRemarks.Of(_plan)));
        _writer.Line($"public sealed class {_names.Class} : IDisposable");
        using (_writer.Braces())
        {
            var device = new GpuDeviceMembers(_writer, _plan, _names);
            device.WriteFields();
            device.WriteConstructor();
            new GpuLoadMembers(_writer, _plan, _names, _options).Write();
            new GpuRunMembers(_writer, _plan, _names).Write();
            var tensors = new GpuTensorMembers(_writer, _plan, _names, _options);
            if (IlgpuBackEnd.SpeaksOfTorchSharp(_options))
            {
                tensors.WriteCopyingRun();
            }

            device.WriteMemory();
            if (IlgpuBackEnd.SpeaksOfTorchSharp(_options))
            {
                tensors.WriteOnTensors();
            }

            new GpuProgramWriter(_writer, _plan, _names, _gpu).Write();
            WriteKernels();
        }
    }

    private void WriteKernels()
    {
        var ptx = new InlinePtx();
        foreach (KeyValuePair<GpuKernel, string> kernel in _gpu.Kernels)
        {
            var writer = new KernelWriter(_writer, ptx, kernel.Value);
            _writer.Line();
            _writer.Line($"// {kernel.Key.Summary}");
            _writer.Line($"private static void {kernel.Value}({KernelWriter.Parameters})");
            using (_writer.Braces())
            {
                kernel.Key.WriteBody(writer);
            }

            kernel.Key.WriteHelpers(writer);
        }

        ptx.Write(_writer);
    }
}
