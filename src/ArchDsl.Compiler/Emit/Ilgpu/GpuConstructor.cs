using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes the constructor: weights packed and uploaded, a kernel chosen and loaded for every step.</summary>
internal sealed class GpuConstructor
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly GpuPlan _gpu;

    public GpuConstructor(CodeWriter writer, FusedPlan plan, PlanNames names, GpuPlan gpu)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _gpu = gpu;
    }

    private Network Network => _plan.Network;

    public void Write()
    {
        string parameters = string.Concat(Network.RuntimeParameters.Select(p => $", int {_names.Parameter(p.Name)}"));
        _writer.Line($"private {_names.Class}(Accelerator accelerator, ModelWeights weights, GpuOptions options{parameters})");
        using (_writer.Braces())
        {
            _writer.Line("_accelerator = accelerator;");
            _writer.Line("MaxBatch = options.MaxBatch;");
            _writer.Line("Precision = options.Precision == Precision.Fast && HasTensorCores(accelerator) ? Precision.Fast : Precision.Strict;");
            _writer.Line("_tensors =");
            _writer.Line("[");
            using (_writer.Indent())
            {
                _writer.Lines(Network.Inputs.Select(i => Tensor(((InputOperation)i.Operation).InputName, i) + ","));
                _writer.Lines(Network.Outputs.Select(o => Tensor(o.Name, o.Node) + ","));
            }

            _writer.Line("];");
            string quads = _plan.ArenaFloats.Expression is null ? Numbers.Whole(_plan.ArenaFloats.Value / 4) : $"({_plan.ArenaFloats.ToText(_names.Parameter)}) / 4";
            _writer.Line($"int arenaQuads = {quads};");
            _writer.Line("int sums = checked(arenaQuads * options.MaxBatch);");
            _writer.Line($"_arenaFloats = 4L * (sums + ({Numbers.Whole(_gpu.Sums.QuadsOfSample)}L * options.MaxBatch));");
            _writer.Line("var pack = new GpuWeights(Precision);");
            foreach (GpuLaunch launch in _gpu.Launches)
            {
                WriteStep(launch);
            }

            _writer.Line();
            _writer.Line("_weights = Upload(\"the weights\", pack.Floats);");
            _writer.Line("_tables = Upload(\"the tables of channels\", pack.Tables);");
        }

        _writer.Line();
        WriteTake();
    }

    private void WriteStep(GpuLaunch launch)
    {
        string fields = string.Join(", ", launch.Places.Where(p => p.Value != "0").Select(p => $"{p.Field} = {p.Value}"));
        string places = $"new Places {{ Arena = arenaQuads{(fields.Length == 0 ? "" : ", " + fields)} }}";
        string[] lines = (launch.Pack?.Invoke(places) ?? places).Split('\n');
        _writer.Line();
        _writer.Line($"{_names[launch.Step]} = Take(");
        using (_writer.Indent())
        {
            _writer.Lines(lines.Take(lines.Length - 1));
            _writer.Line(lines[lines.Length - 1] + ",");
            WriteKernels(launch, launch.Kernels, launch.Rows);
            _writer.Line(launch.FastKernels.Count == 0 ? "]);" : "],");
            if (launch.FastKernels.Count > 0)
            {
                WriteKernels(launch, launch.FastKernels, launch.FastRows);
                _writer.Line("]);");
            }
        }
    }

    private void WriteKernels(GpuLaunch launch, IReadOnlyList<GpuKernel> kernels, IReadOnlyList<Extent> rows)
    {
        _writer.Line("[");
        using (_writer.Indent())
        {
            for (int i = 0; i < kernels.Count; i++)
            {
                GpuKernel kernel = kernels[i];
                string shape = $"new LaunchShape(GpuGrid.{kernel.Grid}, {Numbers.Whole(kernel.Threads)}, {kernel.WorkOf(launch.Work).ToText(_names.Parameter)}, {Numbers.Whole(kernel.WorkOfGroup)}, {rows[i].ToText(_names.Parameter)}, {Numbers.Whole(launch.Depth)})";
                _writer.Line($"({_gpu[kernel]}, {shape}),");
            }
        }
    }

    // A step keeps its kernel, how that is launched, and where it works.
    private void WriteTake() => _writer.Lines(
        """
        private Step Take(
            Places at,
            (Action<ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<float>, Places> Kernel, LaunchShape Shape)[] strict,
            (Action<ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<float>, Places> Kernel, LaunchShape Shape)[]? fast = null)
        {
            var kernels = Precision == Precision.Fast && fast is not null ? fast : strict;
            LaunchShape[] shapes = Array.ConvertAll(kernels, k => k.Shape);
            int chosen = LaunchShape.Choose(shapes, MaxBatch, _accelerator.NumMultiprocessors);
            return new Step(_accelerator.LoadKernel(kernels[chosen].Kernel), shapes[chosen], at, kernels == fast);
        }

        // Those of compute capability 8.0 multiply in TF32.
        private static bool HasTensorCores(Accelerator accelerator) =>
            accelerator is CudaAccelerator cuda && cuda.Architecture >= CudaArchitecture.SM_80;

        private MemoryBuffer1D<T, Stride1D.Dense> Upload<T>(string what, T[] values)
            where T : unmanaged
        {
            MemoryBuffer1D<T, Stride1D.Dense> buffer = Allocate<T>(what, values.Length);
            buffer.CopyFromCPU(values);
            return buffer;
        }

        private MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(string what, long length)
            where T : unmanaged
        {
            long? free = _accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : null;
            try
            {
                return _accelerator.Allocate1D<T>(length);
            }
            catch (Exception exception) when (exception is AcceleratorException or OutOfMemoryException or OverflowException)
            {
                throw new GpuMemoryException(what, length * Interop.SizeOf<T>(), free, _accelerator.MemorySize, exception);
            }
        }

        private sealed class Step(
            Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<float>, Places> kernel, LaunchShape shape, Places at, bool isFast)
        {
            // Pieces that a sample's work falls into.
            public int Tiles => shape.GroupsOfSample;

            public void Launch(
                AcceleratorStream stream, int samples, ArrayView<float> arena, ArrayView<float> weights, ArrayView<int> tables, ArrayView<float> caller)
            {
                (int x, int y, int z) = shape.Groups(samples);
                Places here = at;
                here.Samples = samples;
                if (isFast)
                {
                    here.ArenaAddress = arena.LoadEffectiveAddressAsPtr();
                    here.WeightsAddress = weights.LoadEffectiveAddressAsPtr();
                }

                kernel(stream, new KernelConfig(new Index3D(x, y, z), new Index3D(shape.Threads, 1, 1)), arena, weights, tables, caller, here);
            }
        }

        """.Split('\n')).Line();

    private string Tensor(string name, Node node)
    {
        string channels = node.RuntimeWidth?.ToText(_names.Parameter) ?? Numbers.Whole(node.Shape.Channels);
        return $"new TensorInfo({Identifiers.Quote(name)}, {channels}, {Numbers.Whole(node.Shape.Height)}, {Numbers.Whole(node.Shape.Width)})";
    }
}
