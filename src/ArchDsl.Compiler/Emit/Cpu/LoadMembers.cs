using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Writes the ways to make the network: from a file, from tensors in memory, from a trained module.</summary>
internal sealed class LoadMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly CpuNames _names;
    private readonly EmitOptions _options;

    public LoadMembers(CodeWriter writer, FusedPlan plan, CpuNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _options = options;
    }

    private Network Network => _plan.Network;

    private string Arguments => string.Concat(Network.RuntimeParameters.Select(p => ", " + _names.Parameter(p.Name)));

    private string Values => string.Join(", ", Network.RuntimeParameters.Select(p => _names.Parameter(p.Name)));

    private string Declared => string.Concat(Network.RuntimeParameters.Select(p => $", int {_names.Parameter(p.Name)} = {Numbers.Whole(p.Default)}"));

    private bool HasDialects => Network.Dialects.Count > 0;

    private string Dialect => HasDialects ? ", string? dialect = null" : "";

    private string Names => HasDialects ? ", Dialects, dialect" : "";

    private string Keys => HasDialects ? "under the network's keys or those of a dialect" : "under the network's keys";

    public void Write()
    {
        CSharpNames.Summary(_writer, "Loads the weights from a safetensors file, a PyTorch checkpoint, or what TorchSharp's <c>Module.save</c> wrote.");
        _writer.Line("/// <param name=\"path\">The file.</param>");
        Parameters("/// <param name=\"threads\">How many threads compute, the caller among them; 0 for one a core.</param>");
        _writer.Line("/// <exception cref=\"WeightsException\">The file is malformed or is not of this network; the message lists every difference.</exception>");
        _writer.Line("/// <exception cref=\"System.IO.IOException\">The file is missing or cannot be read.</exception>");
        _writer.Line($"public static {_names.Class} Load(string path, int threads = 1{Declared}{Dialect})");
        using (_writer.Braces())
        {
            _writer.Line("using WeightsFile file = WeightsFile.Open(path);");
            _writer.Line($"return From(file, new CpuOptions(threads){Arguments}{(HasDialects ? ", dialect" : "")});");
        }

        _writer.Line();

        CSharpNames.Summary(_writer, "Takes the weights from tensors in memory or an open file.");
        _writer.Line($"/// <param name=\"source\">The tensors, {Keys}.</param>");
        Parameters("/// <param name=\"threads\">How many threads compute, the caller among them; 0 for one a core.</param>");
        _writer.Line("/// <exception cref=\"WeightsException\">The tensors are not of this network; the message lists every difference.</exception>");
        _writer.Line($"public static {_names.Class} From(IWeightSource source, int threads = 1{Declared}{Dialect}) =>");
        Indented($"From(source, new CpuOptions(threads){Arguments}{(HasDialects ? ", dialect" : "")});");

        CSharpNames.Summary(_writer, "Takes the weights from tensors in memory or an open file.");
        _writer.Line($"/// <param name=\"source\">The tensors, {Keys}.</param>");
        Parameters("/// <param name=\"options\">Threads and vector width.</param>");
        _writer.Line("/// <exception cref=\"WeightsException\">The tensors are not of this network; the message lists every difference.</exception>");
        _writer.Line($"public static {_names.Class} From(IWeightSource source, CpuOptions options{Declared}{Dialect}) =>");
        Indented($"new(ModelWeights.Open(source, Expected({Values}){Names}), options{Arguments});");

        if (CpuClassWriter.SpeaksOfTorchSharp(_options))
        {
            WriteFromModule();
        }

        WriteExpected();
        if (HasDialects)
        {
            WriteDialects();
        }
    }

    private void Parameters(string line, bool fromFile = true)
    {
        _writer.Line(line);
        foreach (RuntimeParameter parameter in Network.RuntimeParameters)
        {
            _writer.Line($"/// <param name=\"{_names.Parameter(parameter.Name).TrimStart('@')}\">The parameter <c>{CSharpNames.Escape(parameter.Name)}</c> of the architecture.</param>");
        }

        if (HasDialects && fromFile)
        {
            string names = string.Join(", ", Network.Dialects.Select(d => $"<c>{CSharpNames.Escape(d.Name)}</c>"));
            _writer.Line($"/// <param name=\"dialect\">Whose names the tensors have: {names}, empty for the network's own; null finds out.</param>");
        }
    }

    private void Indented(string line)
    {
        using (_writer.Indent())
        {
            _writer.Line(line);
        }

        _writer.Line();
    }

    private void WriteFromModule()
    {
        string module = CSharpNames.TypeName(Network.Name);
        CSharpNames.Summary(_writer, "Takes a copy of a trained module's weights; the module can go on training.");
        _writer.Line("/// <param name=\"network\">The module.</param>");
        Parameters("/// <param name=\"threads\">How many threads compute, the caller among them; 0 for one a core.</param>", fromFile: false);
        _writer.Line($"public static {_names.Class} From({module} network, int threads = 1{Declared})");
        using (_writer.Braces())
        {
            _writer.Line("ArgumentNullException.ThrowIfNull(network);");
            _writer.Line($"var set = new WeightSet({Identifiers.Quote(Network.Name)});");
            _writer.Line("foreach (KeyValuePair<string, TorchSharp.torch.Tensor> entry in network.state_dict())");
            using (_writer.Braces())
            {
                _writer.Line("if (!WeightSpec.IsBatchCounter(entry.Key))");
                using (_writer.Braces())
                {
                    _writer.Line("using TorchSharp.torch.Tensor value = entry.Value.detach().cpu().to(TorchSharp.torch.ScalarType.Float32);");
                    _writer.Line("set.Add(WeightData.FromFloats(entry.Key, new TensorShape(value.shape), value.data<float>().ToArray()));");
                }
            }

            _writer.Line();
            _writer.Line($"return From(set, threads{Arguments}{(HasDialects ? ", dialect: \"\"" : "")});");
        }

        _writer.Line();
    }

    private void WriteExpected()
    {
        string parameters = string.Join(", ", Network.RuntimeParameters.Select(p => $"int {_names.Parameter(p.Name)}"));
        _writer.Line($"private static WeightSpec[] Expected({parameters}) =>");
        _writer.Line("[");
        using (_writer.Indent())
        {
            foreach (NetworkWeight weight in Network.Weights)
            {
                string optional = weight.Tensor.Role == WeightRole.BatchCount ? ", Required: false" : "";
                _writer.Line($"new({Identifiers.Quote(weight.Key)}, new TensorShape({Shape(weight)}){optional}),");
            }
        }

        _writer.Line("];");
        _writer.Line();
    }

    private void WriteDialects()
    {
        _writer.Line("// What other projects call the modules whose names differ.");
        _writer.Line("private static WeightDialect[] Dialects =>");
        DialectTable.Write(_writer, Network);
        _writer.Line();
    }

    // The first dimension of a layer's weight is its width, the only one that a runtime parameter decides.
    private string Shape(NetworkWeight weight)
    {
        IEnumerable<string> sizes = weight.Tensor.Shape.Select((size, i) =>
            i == 0 && weight.Node.RuntimeWidth is not null ? weight.Node.RuntimeWidth.ToText(_names.Parameter) : Numbers.Whole(size));
        return $"[{string.Join(", ", sizes)}]";
    }
}
