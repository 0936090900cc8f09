using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes <c>Run</c> on host spans and on device views.</summary>
internal sealed class GpuRunMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly Dictionary<string, string> _views;

    public GpuRunMembers(CodeWriter writer, FusedPlan plan, PlanNames names)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _views = names.Derived("device");
    }

    private IEnumerable<string> All => _names.Inputs.Concat(_names.Outputs);

    public void Write()
    {
        CSharpNames.Summary(_writer, "The most samples of one run.");
        _writer.Line("public int MaxBatch => _program.Plan.Options.MaxBatch;");
        _writer.Line();
        CSharpNames.Summary(_writer, "How exactly convolutions multiply: what was asked for, or <see cref=\"Precision.Strict\"/> where the accelerator has no tensor cores for TF32.");
        _writer.Line("public Precision Precision => _program.Plan.Precision;");
        _writer.Line();
        CSharpNames.Summary(_writer, "Bytes of device memory that one stream's runs take beside the weights: the arena for the largest batch.");
        _writer.Line("public long ArenaBytes => sizeof(float) * _program.Plan.ArenaFloats;");
        _writer.Line();
        WriteHostRun();
        WriteDeviceRun();
    }

    private void WriteHostRun()
    {
        CSharpNames.Summary(_writer, "Runs a batch of N samples in a stream of its own and waits for it; N follows from the lengths. Threads that run at once wait for each other.");
        WriteTensors("floats");
        WriteExceptions();
        string parameters = string.Join(", ", _names.Inputs.Select(i => $"ReadOnlySpan<float> {i}").Concat(_names.Outputs.Select(o => $"Span<float> {o}")));
        _writer.Line($"public void Run({parameters})");
        using (_writer.Braces())
        {
            WriteSamples();
            _writer.Line("Queue queue = QueueOf(null);");
            _writer.Line("lock (queue)");
            using (_writer.Braces())
            {
                _writer.Line("queue.Check();");
                foreach ((string name, int i) in All.Select((n, i) => (n, i)))
                {
                    _writer.Line($"ArrayView<float> {_views[name]} = queue.Tensors[{Numbers.Whole(i)}].View.SubView(0, {name}.Length);");
                }

                _writer.Lines(_names.Inputs.Select(name => $"{_views[name]}.CopyFromCPU(queue.Stream, {name});"));
                _writer.Line($"_program.Forward(queue, samples, {string.Join(", ", All.Select(n => _views[n]))});");
                _writer.Lines(_names.Outputs.Select(name => $"{_views[name]}.CopyToCPU(queue.Stream, {name});"));
                _writer.Line("queue.Stream.Synchronize();");
            }
        }

        _writer.Line();
    }

    private void WriteDeviceRun()
    {
        CSharpNames.Summary(_writer, "Starts a run of N samples that are in the accelerator's memory and returns; the results are there when the stream gets so far.");
        CSharpNames.Element(_writer, "remarks", "Runs in one stream come one behind the other. Each stream has an arena of its own, made at its first run, so that runs in several streams do not wait for each other.");
        _writer.Line("/// <param name=\"stream\">A stream of the accelerator.</param>");
        WriteTensors("floats on the device");
        WriteExceptions();
        _writer.Line("/// <exception cref=\"WrongAcceleratorException\">The stream or a view is another accelerator's.</exception>");
        _writer.Line($"public void Run(AcceleratorStream stream, {string.Join(", ", All.Select(n => $"ArrayView<float> {n}"))})");
        using (_writer.Braces())
        {
            _writer.Line("ArgumentNullException.ThrowIfNull(stream);");
            WriteSamples();
            _writer.Lines(All.Select(n => $"Own({Identifiers.Quote(n.TrimStart('@'))}, {n}.GetAccelerator());"));
            _writer.Line("Queue queue = QueueOf(stream);");
            _writer.Line("lock (queue)");
            using (_writer.Braces())
            {
                _writer.Line("queue.Check();");
                _writer.Line($"_program.Forward(queue, samples, {string.Join(", ", All)});");
            }
        }

        _writer.Line();
    }

    private void WriteSamples()
    {
        _writer.Line("ObjectDisposedException.ThrowIf(_isDisposed, this);");
        _writer.Line($"int samples = _program.Plan.Samples([{string.Join(", ", All.Select(n => $"{n}.Length"))}]);");
    }

    private void WriteTensors(string what)
    {
        for (int i = 0; i < _names.Inputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{_names.Inputs[i].TrimStart('@')}\">{RecipeText.Batch(_plan.Network.Inputs[i])} {what}.</param>");
        }

        for (int i = 0; i < _names.Outputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{_names.Outputs[i].TrimStart('@')}\">Takes {RecipeText.Batch(_plan.Network.Outputs[i].Node)} {what}.</param>");
        }
    }

    private void WriteExceptions()
    {
        _writer.Line("/// <exception cref=\"ArgumentException\">A buffer holds no whole number of samples, or they disagree on how many.</exception>");
        _writer.Line("/// <exception cref=\"BatchTooLargeException\">There are more samples than <see cref=\"MaxBatch\"/>.</exception>");
        _writer.Line("/// <exception cref=\"GpuMemoryException\">The accelerator has not as much memory as a stream's first run needs.</exception>");
        _writer.Line("/// <exception cref=\"ObjectDisposedException\">The network was disposed.</exception>");
    }
}
