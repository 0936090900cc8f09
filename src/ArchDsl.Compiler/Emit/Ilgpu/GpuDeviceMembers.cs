using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes what the network keeps on its accelerator: kernels, weights, and an arena for each stream.</summary>
internal sealed class GpuDeviceMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;

    public GpuDeviceMembers(CodeWriter writer, FusedPlan plan, PlanNames names)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
    }

    public void WriteFields() => _writer.Lines(
        """
        // ILGPU keeps a kernel for all who load it, and an OpenCL kernel its arguments between the call that sets them and its launch.
        private static readonly object OpenCLLaunch = new();

        private readonly Accelerator _accelerator;
        private readonly Program _program;
        private readonly LoadedKernel[] _kernels;
        private readonly MemoryBuffer1D<float, Stride1D.Dense> _weights;
        private readonly MemoryBuffer1D<int, Stride1D.Dense> _tables;
        private readonly Dictionary<AcceleratorStream, Queue> _queues = [];
        private AcceleratorStream? _hostStream;
        private bool _isDisposed;

        """.Split('\n'));

    public void WriteConstructor() => _writer.Lines(
        $$"""
        // A network that fails half way leaves nothing on the device.
        private {{_names.Class}}(Accelerator accelerator, Program program, GpuWeights pack)
        {
            _accelerator = accelerator;
            _program = program;
            var loaded = new Dictionary<KernelMethod, LoadedKernel>();
            _kernels = new LoadedKernel[program.Plan.Steps.Count];
            foreach (GpuStep<KernelMethod> step in program.Plan.Steps)
            {
                if (!loaded.TryGetValue(step.Kernel, out LoadedKernel? kernel))
                {
                    kernel = Compile(accelerator, step.Kernel);
                    loaded.Add(step.Kernel, kernel);
                }

                _kernels[step.Index] = kernel;
            }

            _weights = Upload("the weights", pack.Floats);
            try
            {
                _tables = Upload("the tables of channels", pack.Tables);
            }
            catch
            {
                _weights.Dispose();
                throw;
            }
        }

        """.Split('\n'));

    public void WriteMemory()
    {
        WriteCompile();
        WriteDispose();
        WriteAllocation();
        WriteQueues();
        WriteQueue();
    }

    private void WriteCompile() => _writer.Lines(
        $$"""
        // A driver that refuses a kernel has its own way to say so.
        private static LoadedKernel Compile(Accelerator accelerator, KernelMethod kernel)
        {
            try
            {
                return accelerator.LoadKernel(kernel);
            }
            catch (Exception exception) when (exception is not ObjectDisposedException)
            {
                throw new GpuException($"{accelerator.Name} does not take the kernel {kernel.Method.Name} of " + {{Identifiers.Quote(_plan.Network.Name)}} + $": {exception.Message}", exception);
            }
        }

        """.Split('\n'));

    private void WriteDispose() => _writer.Lines(
        """
        /// <summary>Waits for calls of <c>Run</c> under way and frees the weights and every arena. The accelerator stays.</summary>
        public void Dispose()
        {
            lock (_queues)
            {
                if (_isDisposed)
                {
                    return;
                }

                _isDisposed = true;
                foreach (Queue queue in _queues.Values)
                {
                    queue.Dispose();
                }

                _hostStream?.Dispose();
                _weights.Dispose();
                _tables.Dispose();
            }
        }

        """.Split('\n'));

    private void WriteAllocation() => _writer.Lines(
        """
        private MemoryBuffer1D<T, Stride1D.Dense> Upload<T>(string what, T[] values)
            where T : unmanaged
        {
            MemoryBuffer1D<T, Stride1D.Dense> buffer = Allocate<T>(what, values.Length);
            try
            {
                buffer.CopyFromCPU(values);
                return buffer;
            }
            catch
            {
                buffer.Dispose();
                throw;
            }
        }

        private MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(string what, long length)
            where T : unmanaged
        {
            try
            {
                return _accelerator.Allocate1D<T>(length);
            }
            catch (Exception exception) when (exception is OutOfMemoryException or OverflowException or CudaException { Error: "CUDA_ERROR_OUT_OF_MEMORY" } or CLException)
            {
                (long? free, long total) = _accelerator switch
                {
                    CudaAccelerator cuda => (cuda.GetFreeMemory(), cuda.MemorySize),
                    CPUAccelerator => GpuMemoryException.OfHost(),
                    _ => (default(long?), _accelerator.MemorySize),
                };
                throw new GpuMemoryException(what, length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), free, total, exception);
            }
        }

        """.Split('\n'));

    private void WriteQueues() => _writer.Lines(
        $$"""
        // The arena of a stream; a disposed stream's goes with the next that is made.
        private Queue QueueOf(AcceleratorStream? stream)
        {
            lock (_queues)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                stream ??= _hostStream ??= _accelerator.CreateStream();
                Own("the stream", stream.Accelerator);
                ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
                if (!_queues.TryGetValue(stream, out Queue? queue))
                {
                    foreach (AcceleratorStream gone in _queues.Keys.Where(s => s.IsDisposed).ToArray())
                    {
                        _queues[gone].Dispose();
                        _queues.Remove(gone);
                    }

                    queue = new Queue(this, stream);
                    _queues.Add(stream, queue);
                }

                return queue;
            }
        }

        private void Own(string what, Accelerator given)
        {
            if (given != _accelerator)
            {
                throw new WrongAcceleratorException({{Identifiers.Quote(_plan.Network.Name)}}, what, _accelerator.Name, given.Name);
            }
        }

        private static GpuLimits LimitsOf(Accelerator accelerator)
        {
            Index3D groups = accelerator.MaxGridSize;
            return new GpuLimits(
                accelerator.Name, accelerator.NumMultiprocessors, accelerator.MaxNumThreadsPerGroup, accelerator.MaxSharedMemoryPerGroup, groups.X, groups.Y, groups.Z,
                HasTf32: accelerator is CudaAccelerator cuda && cuda.Architecture >= CudaArchitecture.SM_80);
        }

        """.Split('\n'));

    private void WriteQueue() => _writer.Lines(
        $$"""
        // A stream and what its runs work on. Whoever uses it locks it.
        private sealed class Queue({{_names.Class}} network, AcceleratorStream stream) : IGpuQueue<KernelMethod, ArrayView<float>>, IDisposable
        {
            private readonly MemoryBuffer1D<float, Stride1D.Dense> _arena =
                network.Allocate<float>($"the arena for batches of {network.MaxBatch}", network._program.Plan.ArenaFloats);

            private readonly List<MemoryBuffer1D<float, Stride1D.Dense>> _tensors = [];
            private readonly object _launch = network._accelerator is CLAccelerator ? OpenCLLaunch : new object();
            private bool _isFreed;

            public AcceleratorStream Stream => stream;

            // Inputs and outputs of runs on host memory.
            public List<MemoryBuffer1D<float, Stride1D.Dense>> Tensors
            {
                get
                {
                    IReadOnlyList<TensorInfo> tensors = network._program.Plan.Tensors;
                    while (_tensors.Count < tensors.Count)
                    {
                        TensorInfo tensor = tensors[_tensors.Count];
                        _tensors.Add(network.Allocate<float>($"{tensor.Name} for batches of {network.MaxBatch}", (long)tensor.Floats * network.MaxBatch));
                    }

                    return _tensors;
                }
            }

            // Another thread may have disposed of the network before this one got the lock.
            public void Check() => ObjectDisposedException.ThrowIf(_isFreed, network);

            public void Launch(GpuStep<KernelMethod> step, int samples) => Launch(step, samples, _arena.View);

            public void Launch(GpuStep<KernelMethod> step, int samples, ArrayView<float> tensor)
            {
                (int x, int y, int z) = step.Shape.Groups(samples);
                var config = new KernelConfig(new Index3D(x, y, z), new Index3D(step.Shape.Threads, 1, 1));
                Places places = step.PlacesFor(samples, _arena.NativePtr, network._weights.NativePtr);
                lock (_launch)
                {
                    network._kernels[step.Index](stream, config, _arena.View, network._weights.View, network._tables.View, tensor, places);
                }
            }

            public void Dispose()
            {
                lock (this)
                {
                    _isFreed = true;
                    _arena.Dispose();
                    foreach (MemoryBuffer1D<float, Stride1D.Dense> tensor in _tensors)
                    {
                        tensor.Dispose();
                    }
                }
            }
        }

        """.Split('\n'));
}
