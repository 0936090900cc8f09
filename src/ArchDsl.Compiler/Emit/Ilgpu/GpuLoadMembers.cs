using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes the ways to load the network: from a file, from tensors in memory, from a trained module.</summary>
internal sealed class GpuLoadMembers
{
    private const string Accelerator = "/// <param name=\"accelerator\">Where it runs: CUDA, OpenCL or the CPU. The caller disposes of it, after the network.</param>";
    private const string MaxBatch = "/// <param name=\"maxBatch\">The most samples of one run; memory is laid out for so many.</param>";
    private const string Precision = "/// <param name=\"precision\">How exactly convolutions multiply.</param>";
    private const string Options = "/// <param name=\"options\">The largest batch and the precision.</param>";
    internal const string Failures = "/// <exception cref=\"ArgumentOutOfRangeException\">The largest batch is less than 1, or there is no such precision.</exception>\n/// <exception cref=\"GpuException\">The accelerator cannot run the network's kernels, or not for so large a batch; the message says why.</exception>\n/// <exception cref=\"GpuMemoryException\">The accelerator has not as much memory; the message says how many bytes are asked and how many are free.</exception>";

    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly EmitOptions _options;
    private readonly WeightMembers _members;

    public GpuLoadMembers(CodeWriter writer, FusedPlan plan, PlanNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _options = options;
        _members = new WeightMembers(writer, plan, names);
    }

    public void Write()
    {
        CSharpNames.Summary(_writer, "Loads the weights from a safetensors file, a PyTorch checkpoint, or what TorchSharp's <c>Module.save</c> wrote, and makes the kernels for an accelerator.");
        _writer.Line(Accelerator);
        _writer.Line("/// <param name=\"path\">The file.</param>");
        _writer.Line(MaxBatch);
        _members.Parameters(Precision);
        _writer.Line("/// <exception cref=\"WeightsException\">The file is malformed or is not of this network; the message lists every difference.</exception>");
        _writer.Line("/// <exception cref=\"System.IO.IOException\">The file is missing or cannot be read.</exception>");
        _writer.Lines(Failures.Split('\n'));
        _writer.Line($"public static {_names.Class} Load(Accelerator accelerator, string path, int maxBatch = 1, Precision precision = Precision.Strict{_members.Declared}{_members.Dialect}) =>");
        _members.Indented($"Make(accelerator, new GpuOptions(maxBatch, precision), () => ModelWeights.Load(path, Expected({_members.Values}){_members.Names}){_members.Arguments});");

        CSharpNames.Summary(_writer, "Takes the weights from tensors in memory or an open file.");
        _writer.Line(Accelerator);
        _writer.Line($"/// <param name=\"source\">The tensors, {_members.Keys}.</param>");
        _members.Parameters(Options);
        _writer.Line("/// <exception cref=\"WeightsException\">The tensors are not of this network; the message lists every difference.</exception>");
        _writer.Lines(Failures.Split('\n'));
        _writer.Line($"public static {_names.Class} From(Accelerator accelerator, IWeightSource source, GpuOptions options{_members.Declared}{_members.Dialect}) =>");
        _members.Indented($"Make(accelerator, options, () => ModelWeights.Load(source, Expected({_members.Values}){_members.Names}){_members.Arguments});");

        if (IlgpuBackEnd.SpeaksOfTorchSharp(_options))
        {
            WriteFromModule();
            new GpuTensorMembers(_writer, _plan, _names, _options).WriteFrom();
        }

        WriteMake();
        _members.WriteTables();
    }

    private void WriteFromModule()
    {
        string module = IlgpuBackEnd.ModuleOf(_plan.Network, _options);
        CSharpNames.Summary(_writer, "Takes a copy of a trained module's weights; the module can go on training.");
        _writer.Line(Accelerator);
        _writer.Line("/// <param name=\"network\">The module.</param>");
        _members.Parameters(Options, fromFile: false);
        _writer.Lines(Failures.Split('\n'));
        _writer.Line($"public static {_names.Class} From(Accelerator accelerator, {module} network, GpuOptions options{_members.Declared})");
        using (_writer.Braces())
        {
            _members.GatherModule();
            _writer.Line($"return From(accelerator, set, options{_members.Arguments}{(_members.HasDialects ? ", dialect: \"\"" : "")});");
        }

        _writer.Line();
    }

    // All that can fail on the host has been done before anything is on the device.
    private void WriteMake()
    {
        _writer.Line($"private static {_names.Class} Make(Accelerator accelerator, GpuOptions options, Func<ModelWeights> weights{_members.IntParameters})");
        using (_writer.Braces())
        {
            _writer.Line("ArgumentNullException.ThrowIfNull(accelerator);");
            _writer.Line("ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);");
            _writer.Line("ArgumentNullException.ThrowIfNull(options);");
            _writer.Line("options.Check();");
            _writer.Line("var pack = new GpuWeights();");
            _writer.Line($"return new {_names.Class}(accelerator, new Program(LimitsOf(accelerator), weights(), options, pack{_members.Arguments}), pack);");
        }

        _writer.Line();
    }
}
