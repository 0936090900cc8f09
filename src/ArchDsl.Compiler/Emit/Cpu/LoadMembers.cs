using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Writes the ways to make the network: from a file, from tensors in memory, from a trained module.</summary>
internal sealed class LoadMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly EmitOptions _options;
    private readonly WeightMembers _members;

    public LoadMembers(CodeWriter writer, FusedPlan plan, PlanNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _options = options;
        _members = new WeightMembers(writer, plan, names);
    }

    public void Write()
    {
        CSharpNames.Summary(_writer, "Loads the weights from a safetensors file, a PyTorch checkpoint, or what TorchSharp's <c>Module.save</c> wrote.");
        _writer.Line("/// <param name=\"path\">The file.</param>");
        _members.Parameters("/// <param name=\"threads\">How many threads compute, the caller among them; 0 for one a core.</param>");
        _writer.Line("/// <exception cref=\"WeightsException\">The file is malformed or is not of this network; the message lists every difference.</exception>");
        _writer.Line("/// <exception cref=\"System.IO.IOException\">The file is missing or cannot be read.</exception>");
        _writer.Line($"public static {_names.Class} Load(string path, int threads = 1{_members.Declared}{_members.Dialect})");
        using (_writer.Braces())
        {
            _writer.Line("using WeightsFile file = WeightsFile.Open(path);");
            _writer.Line($"return From(file, new CpuOptions(threads){_members.Arguments}{(_members.HasDialects ? ", dialect" : "")});");
        }

        _writer.Line();

        CSharpNames.Summary(_writer, "Takes the weights from tensors in memory or an open file.");
        _writer.Line($"/// <param name=\"source\">The tensors, {_members.Keys}.</param>");
        _members.Parameters("/// <param name=\"threads\">How many threads compute, the caller among them; 0 for one a core.</param>");
        _writer.Line("/// <exception cref=\"WeightsException\">The tensors are not of this network; the message lists every difference.</exception>");
        _writer.Line($"public static {_names.Class} From(IWeightSource source, int threads = 1{_members.Declared}{_members.Dialect}) =>");
        _members.Indented($"From(source, new CpuOptions(threads){_members.Arguments}{(_members.HasDialects ? ", dialect" : "")});");

        CSharpNames.Summary(_writer, "Takes the weights from tensors in memory or an open file.");
        _writer.Line($"/// <param name=\"source\">The tensors, {_members.Keys}.</param>");
        _members.Parameters("/// <param name=\"options\">Threads and vector width.</param>");
        _writer.Line("/// <exception cref=\"WeightsException\">The tensors are not of this network; the message lists every difference.</exception>");
        _writer.Line($"public static {_names.Class} From(IWeightSource source, CpuOptions options{_members.Declared}{_members.Dialect}) =>");
        _members.Indented($"new(ModelWeights.Open(source, Expected({_members.Values}){_members.Names}), options{_members.Arguments});");

        if (CpuClassWriter.SpeaksOfTorchSharp(_options))
        {
            WriteFromModule();
        }

        _members.WriteTables();
    }

    private void WriteFromModule()
    {
        string module = CSharpNames.TypeName(_plan.Network.Name);
        CSharpNames.Summary(_writer, "Takes a copy of a trained module's weights; the module can go on training.");
        _writer.Line("/// <param name=\"network\">The module.</param>");
        _members.Parameters("/// <param name=\"threads\">How many threads compute, the caller among them; 0 for one a core.</param>", fromFile: false);
        _writer.Line($"public static {_names.Class} From({module} network, int threads = 1{_members.Declared})");
        using (_writer.Braces())
        {
            _members.GatherModule();
            _writer.Line($"return From(set, threads{_members.Arguments}{(_members.HasDialects ? ", dialect: \"\"" : "")});");
        }

        _writer.Line();
    }
}
