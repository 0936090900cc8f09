using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes <c>Run</c> on TorchSharp tensors by way of host memory, and the nested class that runs in libtorch's own CUDA context.</summary>
internal sealed class GpuTensorMembers
{
    private const string Tensor = "TorchSharp.torch.Tensor";

    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly WeightMembers _members;
    private readonly string _module;

    public GpuTensorMembers(CodeWriter writer, FusedPlan plan, PlanNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _members = new WeightMembers(writer, plan, names);
        _module = IlgpuBackEnd.ModuleOf(plan.Network, options);
    }

    private Network Network => _plan.Network;

    private string Parameters => string.Join(", ", _names.Inputs.Select(i => $"{Tensor} {i}"));

    private string Result => _names.Outputs.Count == 1 ? Tensor : $"({string.Join(", ", _names.Outputs.Select(o => $"{Tensor} {o}"))})";

    private string Shapes => string.Join(", ", _names.Inputs.Select(i => $"{i}.shape"));

    /// <summary>The factory without an accelerator.</summary>
    public void WriteFrom()
    {
        CSharpNames.Summary(_writer, "Takes a copy of a trained module's weights and runs on tensors: where the module is on a CUDA device, on their own memory.");
        _writer.Line("/// <param name=\"network\">The module.</param>");
        _writer.Line("/// <param name=\"maxBatch\">The most samples of one run; memory is laid out for so many.</param>");
        _members.Parameters("/// <param name=\"precision\">How exactly convolutions multiply.</param>", fromFile: false);
        _writer.Lines(GpuLoadMembers.Failures.Split('\n'));
        _writer.Line($"public static OnTensors From({_module} network, int maxBatch = 1, Precision precision = Precision.Strict{_members.Declared})");
        using (_writer.Braces())
        {
            _members.GatherModule();
            string own = _members.HasDialects ? ", Dialects, \"\"" : "";
            _writer.Line("TorchSharp.torch.Device device = network.state_dict().Values.Select(t => t.device).FirstOrDefault() ?? TorchSharp.torch.CPU;");
            _writer.Line($"return OnTensors.Make(device, ModelWeights.Load(set, Expected({_members.Values}){own}), new GpuOptions(maxBatch, precision){_members.Arguments});");
        }

        _writer.Line();
    }

    /// <summary>The run that copies.</summary>
    public void WriteCopyingRun()
    {
        CSharpNames.Summary(_writer, "Runs a batch of N samples in tensors of any device. It copies: from their device to host memory, from there to the accelerator, and the results back the same way.");
        CSharpNames.Element(_writer, "remarks", $"Without copies on a CUDA device: <see cref=\"From({_module}, int, Precision{string.Concat(Network.RuntimeParameters.Select(_ => ", int"))})\"/>.");
        WriteDocumentation();
        IReadOnlyDictionary<string, string> host = _names.Beside("host");
        _writer.Line($"public {Result} Run({Parameters})");
        using (_writer.Braces())
        {
            _writer.Line("ObjectDisposedException.ThrowIf(_isDisposed, this);");
            _writer.Line("using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();");
            _writer.Line($"int samples = _program.Plan.SamplesOf({Shapes});");
            _writer.Lines(_names.Outputs.Select((o, i) => $"var {host[o]} = new float[samples * {Info(i)}.Floats];"));
            _writer.Line($"Run({string.Join(", ", _names.Inputs.Select(i => $"FloatsOf({i})").Concat(_names.Outputs.Select(o => host[o])))});");
            WriteReturn((o, i) => $"TorchSharp.torch.tensor({host[o]}, {Shape(i)}).to({_names.Inputs[0]}.device)");
        }

        _writer.Line();
        _writer.Lines(
            $$"""
            private static float[] FloatsOf({{Tensor}} tensor) =>
                tensor.detach().to(TorchSharp.torch.ScalarType.Float32, TorchSharp.torch.CPU).contiguous().data<float>().ToArray();

            """.Split('\n'));
    }

    /// <summary>The nested class.</summary>
    public void WriteOnTensors()
    {
        CSharpNames.Summary(_writer, $"The network <c>{CSharpNames.Escape(Network.Name)}</c> on TorchSharp tensors.");
        CSharpNames.Element(_writer, "remarks",
            "On a CUDA device the kernels are loaded into the context that libtorch computes in, so that they read and write the tensors themselves: nothing is copied and\n"
            + "nothing is waited for. Launches go to the device's legacy default stream, which is libtorch's current stream unless the program sets another; whoever does\n"
            + "synchronizes the two. Elsewhere, and on machines without a driver, it runs on the largest CUDA device that ILGPU finds, else OpenCL device, else the CPU,\n"
            + "and copies through host memory: <see cref=\"RunsWithoutCopies\"/> and <see cref=\"WhyItCopies\"/> tell. Runs of several threads come one behind the other.");
        _writer.Line("public sealed class OnTensors : IDisposable");
        using (_writer.Braces())
        {
            WriteMake();
            WriteProperties();
            WriteDirectRun();
            WriteDirectHelpers();
        }

        _writer.Line();
    }

    private void WriteMake() => _writer.Lines(
        $$"""
        private readonly TorchSharp.torch.Device _device;
        private readonly Program? _program;
        private readonly CudaProgram<KernelMethod>? _cuda;
        private readonly ILGPU.Context? _context;
        private readonly Accelerator? _accelerator;
        private readonly {{_names.Class}}? _copying;
        private bool _isDisposed;

        private OnTensors(TorchSharp.torch.Device device, Program program, CudaProgram<KernelMethod> cuda, string deviceName)
        {
            _device = device;
            _program = program;
            _cuda = cuda;
            DeviceName = deviceName;
        }

        private OnTensors(TorchSharp.torch.Device device, ILGPU.Context context, Accelerator accelerator, {{_names.Class}} copying, string whyItCopies)
        {
            _device = device;
            _context = context;
            _accelerator = accelerator;
            _copying = copying;
            DeviceName = accelerator.Name;
            WhyItCopies = whyItCopies;
        }

        internal static OnTensors Make(TorchSharp.torch.Device device, ModelWeights weights, GpuOptions options{{_members.IntParameters}})
        {
            options.Check();
            if (device.type != TorchSharp.DeviceType.CUDA)
            {
                return Copying(device, weights, options, "the module is not on a CUDA device"{{_members.Arguments}});
            }

            try
            {
                return Direct(device, weights, options{{_members.Arguments}});
            }
            catch (CudaUnavailableException exception)
            {
                return Copying(device, weights, options, exception.Message{{_members.Arguments}});
            }
        }

        private static OnTensors Direct(TorchSharp.torch.Device device, ModelWeights weights, GpuOptions options{{_members.IntParameters}})
        {
            CudaContext cuda = CudaContext.OfDevice(Math.Max(0, device.index));
            try
            {
                var pack = new GpuWeights();
                var program = new Program(cuda.Limits, weights, options, pack{{_members.Arguments}});
                using ILGPU.Context context = ILGPU.Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));
                var architecture = new CudaArchitecture(cuda.Major, cuda.Minor);
                using var compiler = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_70, nvvmAPI: null);
                return new OnTensors(device, program, new CudaProgram<KernelMethod>(cuda, program.Plan, pack, step => Compile(compiler, step)), cuda.Limits.Name);
            }
            catch
            {
                cuda.Dispose();
                throw;
            }
        }

        private static CudaKernelSource Compile(PTXBackend compiler, GpuStep<KernelMethod> step)
        {
            var kernel = (PTXCompiledKernel)compiler.Compile(
                EntryPointDescription.FromExplicitlyGroupedKernel(step.Kernel.Method), new KernelSpecialization(step.Shape.Threads, null));
            return new CudaKernelSource(kernel.PTXAssembly, kernel.Name);
        }

        private static OnTensors Copying(TorchSharp.torch.Device device, ModelWeights weights, GpuOptions options, string why{{_members.IntParameters}})
        {
            // Without predicates only devices that kernels can be compiled for; the default CPU device runs groups of 16 threads at most.
            ILGPU.Context context = ILGPU.Context.Create(builder => builder.Cuda().OpenCL().CPU(CPUDeviceKind.Nvidia));
            Accelerator? accelerator = null;
            try
            {
                accelerator = context.Devices
                    .OrderBy(found => found.AcceleratorType switch { AcceleratorType.Cuda => 0, AcceleratorType.OpenCL => 1, _ => 2 })
                    .ThenByDescending(found => found.MemorySize)
                    .First().CreateAccelerator(context);
                return new OnTensors(device, context, accelerator, {{_names.Class}}.Make(accelerator, options, () => weights{{_members.Arguments}}), why);
            }
            catch
            {
                accelerator?.Dispose();
                context.Dispose();
                throw;
            }
        }

        """.Split('\n'));

    private void WriteProperties() => _writer.Lines(
        """
        /// <summary>The device that computes.</summary>
        public string DeviceName { get; }

        /// <summary>Whether runs read and write the tensors' own memory on their CUDA device.</summary>
        public bool RunsWithoutCopies => _cuda is not null;

        /// <summary>Why runs copy through host memory; null where they do not.</summary>
        public string? WhyItCopies { get; }

        /// <summary>The most samples of one run.</summary>
        public int MaxBatch => _copying?.MaxBatch ?? _program!.Plan.Options.MaxBatch;

        """.Split('\n'));

    private void WriteDirectRun()
    {
        CSharpNames.Summary(_writer, "Runs a batch of N samples. Tensors on another device, of another type or not contiguous are copied first; results are on the device of the first input.");
        WriteDocumentation();
        IReadOnlyDictionary<string, string> device = _names.Beside("device");
        _writer.Line($"public {Result} Run({Parameters})");
        using (_writer.Braces())
        {
            _writer.Line("ObjectDisposedException.ThrowIf(_isDisposed, this);");
            _writer.Line("if (_cuda is null || _program is null)");
            using (_writer.Braces())
            {
                _writer.Line($"return _copying!.Run({string.Join(", ", _names.Inputs)});");
            }

            _writer.Line();
            _writer.Line("using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();");
            _writer.Line($"int samples = _program.Plan.SamplesOf({Shapes});");
            _writer.Lines(_names.Inputs.Select(i => $"{Tensor} {device[i]} = {i}.detach().to(TorchSharp.torch.ScalarType.Float32, _device).contiguous();"));
            _writer.Lines(_names.Outputs.Select((o, i) => $"{Tensor} {device[o]} = TorchSharp.torch.empty({Shape(i)}, TorchSharp.torch.ScalarType.Float32, _device);"));
            string views = string.Join(", ", _names.Inputs.Concat(_names.Outputs).Select(n => $"ViewOf({device[n]})"));
            _writer.Line($"_cuda.Run(queue => _program.Forward(queue, samples, {views}));");
            WriteReturn((o, _) => $"{device[o]}.to({_names.Inputs[0]}.device)");
        }

        _writer.Line();
    }

    private void WriteDirectHelpers() => _writer.Lines(
        $$"""
        /// <summary>Frees the weights and the arena.</summary>
        public void Dispose()
        {
            _isDisposed = true;
            _cuda?.Dispose();
            _copying?.Dispose();
            _accelerator?.Dispose();
            _context?.Dispose();
        }

        private static CudaView ViewOf({{Tensor}} tensor) => new((ulong)THSTensor_data(tensor.Handle), tensor.NumberOfElements);

        // Where a tensor's elements are, on its device.
        [DllImport("LibTorchSharp")]
        private static extern nint THSTensor_data(nint tensor);
        """.Split('\n'));

    private void WriteDocumentation()
    {
        for (int i = 0; i < _names.Inputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{_names.Inputs[i].TrimStart('@')}\">{RecipeText.Batch(Network.Inputs[i])}.</param>");
        }

        string[] shapes = Network.Outputs.Select((o, i) => $"<c>{_names.Outputs[i].TrimStart('@')}</c>, {RecipeText.Tensor(o.Node)}").ToArray();
        _writer.Line($"/// <returns>{string.Join("; ", shapes)}. The caller disposes of it.</returns>");
        _writer.Line("/// <exception cref=\"ArgumentException\">A tensor is not of the input's shape, or they disagree on how many samples there are.</exception>");
        _writer.Line("/// <exception cref=\"BatchTooLargeException\">There are more samples than <see cref=\"MaxBatch\"/>.</exception>");
        _writer.Line("/// <exception cref=\"GpuException\">The device has not as much memory as the first run needs, or the driver refuses a launch.</exception>");
        _writer.Line("/// <exception cref=\"ObjectDisposedException\">The network was disposed.</exception>");
    }

    private void WriteReturn(Func<string, int, string> tensor)
    {
        string[] results = _names.Outputs.Select((o, i) => $"{tensor(o, i)}.MoveToOuterDisposeScope()").ToArray();
        _writer.Line($"return {(results.Length == 1 ? results[0] : $"({string.Join(", ", results)})")};");
    }

    private string Info(int output) => $"_program.Plan.Tensors[{Numbers.Whole(_names.Inputs.Count + output)}]";

    // As the module's own results: linear layers give no height and width.
    private string Shape(int output)
    {
        Node node = Network.Outputs[output].Node;
        return $"new long[] {{ samples, {Info(output)}.Channels{(node.IsFlat ? "" : $", {Numbers.Whole(node.Shape.Height)}, {Numbers.Whole(node.Shape.Width)}")} }}";
    }
}
