namespace ArchDsl.Runtime.Gpu;

/// <summary>A network's program on a CUDA device, in the primary context: its kernels, its weights and one arena.</summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
/// <remarks>Launches go to the legacy default stream, one run behind the other, from whatever thread.</remarks>
public sealed class CudaProgram<TKernel> : IDisposable
    where TKernel : Delegate
{
    private readonly CudaContext _context;
    private readonly List<nint> _modules = [];
    private readonly List<ulong> _memory = [];
    private readonly Queue _queue;
    private readonly object _lock = new();
    private bool _isDisposed;

    /// <summary>Loads kernels and uploads weights. Where that fails half way, nothing stays on the device.</summary>
    /// <param name="context">The device's primary context; disposed with the program, or at once where this fails.</param>
    /// <param name="program">The launches.</param>
    /// <param name="weights">What they read.</param>
    /// <param name="compile">Gives the PTX of a step's kernel; asked once for each kernel.</param>
    /// <exception cref="GpuMemoryException">The device has not as much memory.</exception>
    /// <exception cref="CudaDriverException">The driver refuses a kernel.</exception>
    public CudaProgram(CudaContext context, GpuProgram<TKernel> program, GpuWeights weights, Func<GpuStep<TKernel>, CudaKernelSource> compile)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        try
        {
            ArgumentNullException.ThrowIfNull(program);
            ArgumentNullException.ThrowIfNull(weights);
            ArgumentNullException.ThrowIfNull(compile);
            using CudaContext.Current current = context.Enter();
            nint[] functions = Load(program, compile);
            _queue = new Queue(
                context.Driver,
                functions,
                Allocate($"the arena for batches of {program.Options.MaxBatch}", program.ArenaFloats),
                Upload("the weights", weights.Floats),
                Upload("the tables of channels", weights.Tables));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Starts a run and returns; the results are there when the default stream gets so far.</summary>
    /// <param name="launches">Gives the launches to the queue.</param>
    /// <exception cref="CudaDriverException">The driver refuses a launch, or an earlier one failed.</exception>
    /// <exception cref="ObjectDisposedException">The program was disposed.</exception>
    public void Run(Action<IGpuQueue<TKernel, CudaView>> launches)
    {
        ArgumentNullException.ThrowIfNull(launches);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            using CudaContext.Current current = _context.Enter();
            launches(_queue);
        }
    }

    /// <summary>Waits for launches under way, frees the memory and gives the context back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            Free();
            _context.Dispose();
        }
    }

    // A driver that fails here, since it failed before or has shut down, has nothing left to free.
    private void Free()
    {
        try
        {
            using CudaContext.Current current = _context.Enter();
            _memory.ForEach(_context.Driver.Free);
            _modules.ForEach(_context.Driver.Unload);
        }
        catch (CudaDriverException)
        {
            _memory.Clear();
        }
    }

    private nint[] Load(GpuProgram<TKernel> program, Func<GpuStep<TKernel>, CudaKernelSource> compile)
    {
        var loaded = new Dictionary<TKernel, nint>();
        foreach (GpuStep<TKernel> step in program.Steps)
        {
            if (!loaded.ContainsKey(step.Kernel))
            {
                CudaKernelSource source = compile(step);
                nint module = _context.Driver.LoadModule(source.Ptx);
                _modules.Add(module);
                loaded.Add(step.Kernel, _context.Driver.Function(module, source.Entry));
            }
        }

        return program.Steps.Select(s => loaded[s.Kernel]).ToArray();
    }

    private CudaView Allocate(string what, long length)
    {
        ulong address = _context.Driver.Allocate(what, sizeof(float) * length);
        _memory.Add(address);
        return new CudaView(address, length);
    }

    private CudaView Upload<T>(string what, T[] values)
        where T : unmanaged
    {
        CudaView view = Allocate(what, values.Length);
        _context.Driver.CopyToDevice<T>(view.Address, values);
        return view;
    }

    private sealed class Queue(CudaDriver driver, nint[] functions, CudaView arena, CudaView weights, CudaView tables) : IGpuQueue<TKernel, CudaView>
    {
        public void Launch(GpuStep<TKernel> step, int samples) => Launch(step, samples, arena);

        public void Launch(GpuStep<TKernel> step, int samples, CudaView tensor)
        {
            var parameters = new CudaParameters { Arena = arena, Weights = weights, Tables = tables, Caller = tensor, At = step.PlacesFor(samples, (long)arena.Address, (long)weights.Address) };
            driver.Launch(functions[step.Index], step.Shape.Groups(samples), step.Shape.Threads, parameters);
        }
    }
}
