using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes <c>Run</c> on host spans and on device views, the memory behind each stream, and <c>Dispose</c>.</summary>
internal sealed class GpuRunMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;

    public GpuRunMembers(CodeWriter writer, FusedPlan plan, PlanNames names)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
    }

    private int Inputs => _names.Inputs.Count;

    private IEnumerable<string> All => _names.Inputs.Concat(_names.Outputs);

    public void Write()
    {
        CSharpNames.Summary(_writer, "The most samples of one run.");
        _writer.Line("public int MaxBatch { get; }");
        _writer.Line();
        CSharpNames.Summary(_writer, "How exactly convolutions multiply: what was asked for, or <see cref=\"Precision.Strict\"/> where the accelerator has no tensor cores for TF32.");
        _writer.Line("public Precision Precision { get; }");
        _writer.Line();
        CSharpNames.Summary(_writer, "Bytes of device memory that one stream's runs take beside the weights: the arena for the largest batch.");
        _writer.Line("public long ArenaBytes => sizeof(float) * _arenaFloats;");
        _writer.Line();
        WriteHostRun();
        WriteDeviceRun();
        WriteMemory();
    }

    private void WriteHostRun()
    {
        CSharpNames.Summary(_writer, "Runs a batch of N samples on the accelerator's default stream and waits for it; N follows from the lengths.");
        WriteTensors("floats");
        WriteExceptions();
        string parameters = string.Join(", ", _names.Inputs.Select(i => $"ReadOnlySpan<float> {i}").Concat(_names.Outputs.Select(o => $"Span<float> {o}")));
        _writer.Line($"public void Run({parameters})");
        using (_writer.Braces())
        {
            _writer.Line($"int samples = GpuBatch.Samples({Identifiers.Quote(_plan.Network.Name)}, MaxBatch, _tensors, [{string.Join(", ", All.Select(n => $"{n}.Length"))}]);");
            _writer.Line("AcceleratorStream stream = _accelerator.DefaultStream;");
            _writer.Line("Memory memory = MemoryOf(stream);");
            _writer.Line("memory.AllocateTensors(this);");
            foreach ((string name, int i) in All.Select((n, i) => (n, i)))
            {
                _writer.Line($"ArrayView<float> {Device(name)} = memory.Tensors[{Numbers.Whole(i)}].View.SubView(0, {name}.Length);");
            }

            _writer.Lines(_names.Inputs.Select(name => $"{Device(name)}.CopyFromCPU(stream, {name});"));
            _writer.Line($"Forward(stream, memory, samples, {string.Join(", ", All.Select(Device))});");
            _writer.Lines(_names.Outputs.Select(name => $"{Device(name)}.CopyToCPU(stream, {name});"));
            _writer.Line("stream.Synchronize();");
        }

        _writer.Line();
    }

    private void WriteDeviceRun()
    {
        CSharpNames.Summary(_writer, "Starts a run of N samples that are in the accelerator's memory and returns; the results are there when the stream gets so far.");
        CSharpNames.Element(_writer, "remarks", "Runs in one stream come one behind the other. Each stream has an arena of its own, made at its first run, so that runs in several streams do not wait for each other; one thread at a time uses a stream.");
        _writer.Line("/// <param name=\"stream\">A stream of the accelerator.</param>");
        WriteTensors("floats on the device");
        WriteExceptions();
        _writer.Line($"public void Run(AcceleratorStream stream, {string.Join(", ", All.Select(n => $"ArrayView<float> {n}"))})");
        using (_writer.Braces())
        {
            _writer.Line("ArgumentNullException.ThrowIfNull(stream);");
            _writer.Line($"int samples = GpuBatch.Samples({Identifiers.Quote(_plan.Network.Name)}, MaxBatch, _tensors, [{string.Join(", ", All.Select(n => $"{n}.Length"))}]);");
            _writer.Line($"Forward(stream, MemoryOf(stream), samples, {string.Join(", ", All)});");
        }

        _writer.Line();
    }

    private void WriteMemory()
    {
        _writer.Lines(
            $$"""
            /// <summary>Frees the weights and every arena. The accelerator stays.</summary>
            public void Dispose()
            {
                if (_isDisposed)
                {
                    return;
                }

                _isDisposed = true;
                foreach (Memory memory in _memories.Values)
                {
                    memory.Dispose();
                }

                _weights.Dispose();
                _tables.Dispose();
            }

            private Memory MemoryOf(AcceleratorStream stream)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (stream.Accelerator != _accelerator)
                {
                    throw new WrongAcceleratorException({{Identifiers.Quote(_plan.Network.Name)}}, "the stream", _accelerator.Name, stream.Accelerator.Name);
                }

                lock (_memories)
                {
                    if (!_memories.TryGetValue(stream, out Memory? memory))
                    {
                        memory = new Memory(Allocate<float>($"the arena for batches of {MaxBatch}", Math.Max(_arenaFloats, 4)));
                        _memories.Add(stream, memory);
                    }

                    return memory;
                }
            }

            // What the runs in one stream work on.
            private sealed class Memory(MemoryBuffer1D<float, Stride1D.Dense> arena) : IDisposable
            {
                public MemoryBuffer1D<float, Stride1D.Dense> Arena { get; } = arena;

                // Inputs and outputs of runs on host memory.
                public List<MemoryBuffer1D<float, Stride1D.Dense>> Tensors { get; } = [];

                public void AllocateTensors({{_names.Class}} network)
                {
                    while (Tensors.Count < network._tensors.Length)
                    {
                        TensorInfo tensor = network._tensors[Tensors.Count];
                        Tensors.Add(network.Allocate<float>($"{tensor.Name} for batches of {network.MaxBatch}", (long)tensor.Floats * network.MaxBatch));
                    }
                }

                public void Dispose()
                {
                    Arena.Dispose();
                    foreach (MemoryBuffer1D<float, Stride1D.Dense> tensor in Tensors)
                    {
                        tensor.Dispose();
                    }
                }
            }
            """.Split('\n'));
        _writer.Line();
    }

    private void WriteTensors(string what)
    {
        for (int i = 0; i < Inputs; i++)
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
        _writer.Line("/// <exception cref=\"WrongAcceleratorException\">The stream is another accelerator's.</exception>");
        _writer.Line("/// <exception cref=\"ObjectDisposedException\">The network was disposed.</exception>");
    }

    private static string Device(string name) => "device" + char.ToUpperInvariant(name.TrimStart('@')[0]) + name.TrimStart('@').Substring(1);
}
