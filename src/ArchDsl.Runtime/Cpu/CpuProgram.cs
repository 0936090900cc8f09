using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// A network planned for the CPU: kernels built once, one arena a thread, and <see cref="Forward"/>, the straight line of
/// kernels that generated code overrides. Nothing is allocated while it runs.
/// </summary>
/// <remarks>
/// A batch is spread over the threads, whole samples each, as far as it fills them; the samples that are left over are
/// computed by all threads together. Results are the same from run to run for one thread count.
/// </remarks>
public abstract unsafe class CpuProgram : IDisposable
{
    private readonly TensorInfo[] _inputs;
    private readonly TensorInfo[] _outputs;
    private readonly List<Kernel> _kernels = [];
    private readonly int _threads;
    private readonly SimdWidth _width;
    private readonly float*[] _inputBatches;
    private readonly float*[] _outputBatches;
    private Team? _team;
    private CpuWorker[] _alone = [];
    private CpuWorker[] _together = [];
    private int _batch;
    private int _running;

    /// <summary>Starts an empty program.</summary>
    /// <param name="options">Threads and vector width.</param>
    /// <param name="inputs">What goes in, one sample's shape each.</param>
    /// <param name="outputs">What comes out, one sample's shape each.</param>
    /// <exception cref="ArgumentOutOfRangeException">The thread count is negative.</exception>
    /// <exception cref="ArgumentException">There are more inputs or outputs than <see cref="CpuBuffers"/> holds.</exception>
    protected CpuProgram(CpuOptions options, TensorInfo[] inputs, TensorInfo[] outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Length is 0 or > CpuBuffers.MaxInputs || outputs.Length is 0 or > CpuBuffers.MaxOutputs)
        {
            throw new ArgumentException($"a network has 1 to {CpuBuffers.MaxInputs} inputs and 1 to {CpuBuffers.MaxOutputs} outputs");
        }

        _threads = options.Count;
        _width = options.Width;
        _inputs = inputs;
        _outputs = outputs;
        _inputBatches = new float*[inputs.Length];
        _outputBatches = new float*[outputs.Length];
        Slab.Begin();
    }

    /// <summary>How many threads compute, the caller among them.</summary>
    public int Threads => _threads;

    /// <summary>Bytes of arena that one sample in flight takes.</summary>
    public long ArenaBytes { get; private set; }

    /// <summary>Measures where the time of one sample goes, on input that means nothing.</summary>
    /// <param name="runs">How many runs are timed, after a few to warm up.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="runs"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">A call of this instance has not returned yet.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    public CpuProfile Profile(int runs = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        StepInfo[] steps = Steps();
        var clock = new StepClock(steps.Length, runs);
        float[][] inputs = _inputs.Select(i => Arrays.Of(i.Floats, n => MathF.Sin(n))).ToArray();
        float[][] outputs = _outputs.Select(o => new float[o.Floats]).ToArray();
        var buffers = new CpuBuffers(inputs, outputs);
        for (int i = 0; i < 3; i++)
        {
            Execute(buffers);
        }

        // A sample of its own: by itself on one thread, together on several.
        CpuWorker watched = _threads == 1 ? _alone[0] : _together[0];
        watched.Clock = clock;
        try
        {
            for (int i = 0; i < runs; i++)
            {
                clock.Start();
                Execute(buffers);
            }
        }
        finally
        {
            watched.Clock = null;
        }

        StepProfile[] profile = steps.Select((s, i) => new StepProfile(s.Name, s.Kernel.Method, clock.Median(i), s.Macs, s.Bytes)).ToArray();
        return new CpuProfile(profile, _threads, FmaPeak.Gflops(_width, _threads));
    }

    /// <summary>Ends the worker threads, if there are any.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the worker threads, if there are any.</summary>
    /// <param name="disposing">Always true: there is no finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
        _team?.Dispose();
        _team = null;
    }

    /// <summary>Makes a kernel part of the program.</summary>
    /// <typeparam name="T">The kind of kernel.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel itself.</returns>
    protected T Add<T>(T kernel)
        where T : Kernel
    {
        _kernels.Add(kernel);
        return kernel;
    }

    /// <summary>Ends construction: takes the memory and starts the threads.</summary>
    /// <param name="arenaFloats">Floats of arena one sample takes.</param>
    /// <param name="sumFloats">Floats of channel sums one worker takes.</param>
    protected void Prepare(int arenaFloats, int sumFloats = 0)
    {
        int threads = _threads;
        ArenaBytes = (long)arenaFloats * sizeof(float);
        int scratchFloats = Arrays.Max(_kernels, k => Math.Max(k.ScratchFloats(1), k.ScratchFloats(threads)));
        var arena = new AlignedBuffer(arenaFloats);
        var allSums = new AlignedBuffer(sumFloats * threads);
        AlignedBuffer[] scratch = Arrays.Of(threads, _ => new AlignedBuffer(scratchFloats));
        AlignedBuffer? shared = threads == 1 ? null : new AlignedBuffer(Arrays.Max(_kernels, k => k.SharedFloats(threads)));

        // Only a batch has each thread compute a sample of its own.
        Slab.Spare();
        AlignedBuffer[] arenas = Arrays.Of(threads, i => i == 0 ? arena : new AlignedBuffer(arenaFloats));
        AlignedBuffer[] sums = Arrays.Of(threads, i => i == 0 ? allSums : new AlignedBuffer(sumFloats));
        Slab.End();
        _team = new Team(threads, Work);
        _alone = Arrays.Of(
            threads, i => new CpuWorker(0, 1, arenas[i], sums[i], scratch[i], _inputs.Length, _outputs.Length, null));
        _together = Arrays.Of(
            threads, i => new CpuWorker(i, threads, arenas[0], sums[0], scratch[i], _inputs.Length, _outputs.Length, _team, shared));
    }

    /// <summary>The kernels that <see cref="Forward"/> runs, in its order.</summary>
    protected abstract StepInfo[] Steps();

    /// <summary>Computes one worker's share of one sample.</summary>
    /// <param name="w">The calling thread's worker: its inputs, outputs and arena.</param>
    protected abstract void Forward(CpuWorker w);

    /// <summary>Runs a batch. Its size follows from the lengths of the buffers.</summary>
    /// <param name="buffers">One buffer for each input and output, whole samples each.</param>
    /// <exception cref="ArgumentException">A buffer holds no whole number of samples, or the buffers disagree on how many.</exception>
    /// <exception cref="InvalidOperationException">Another <c>Run</c> of this instance has not returned yet.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    protected void Execute(in CpuBuffers buffers)
    {
        int batch = BatchOf(buffers);
        ObjectDisposedException.ThrowIf(_team is null, this);
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException("this network is running already: let each caller make its own instance");
        }

        try
        {
            fixed (float* i0 = buffers.Input0, i1 = buffers.Input1, i2 = buffers.Input2, i3 = buffers.Input3)
            fixed (float* o0 = buffers.Output0, o1 = buffers.Output1, o2 = buffers.Output2, o3 = buffers.Output3)
            fixed (float* o4 = buffers.Output4, o5 = buffers.Output5, o6 = buffers.Output6, o7 = buffers.Output7)
            {
                float** inputs = stackalloc float*[] { i0, i1, i2, i3 };
                float** outputs = stackalloc float*[] { o0, o1, o2, o3, o4, o5, o6, o7 };
                for (int i = 0; i < _inputBatches.Length; i++)
                {
                    _inputBatches[i] = inputs[i];
                }

                for (int i = 0; i < _outputBatches.Length; i++)
                {
                    _outputBatches[i] = outputs[i];
                }

                _batch = batch;
                _team.Run();
            }
        }
        finally
        {
            _running = 0;
        }
    }

    private void Work(int index)
    {
        int spread = _batch / _threads;
        for (int i = 0; i < spread; i++)
        {
            Sample(_alone[index], (index * spread) + i);
        }

        int first = spread * _threads;
        if (first < _batch)
        {
            _together[index].Sync();
        }

        for (int sample = first; sample < _batch; sample++)
        {
            Sample(_together[index], sample);
            _together[index].Sync();
        }
    }

    private void Sample(CpuWorker worker, int sample)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            worker.BindInput(i, _inputBatches[i] + ((nint)sample * _inputs[i].Floats));
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            worker.BindOutput(i, _outputBatches[i] + ((nint)sample * _outputs[i].Floats));
        }

        Forward(worker);
    }

    private int BatchOf(in CpuBuffers buffers)
    {
        int batch = -1;
        for (int i = 0; i < _inputs.Length; i++)
        {
            batch = Samples("input", _inputs[i], buffers.InputLength(i), batch);
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            batch = Samples("output", _outputs[i], buffers.OutputLength(i), batch);
        }

        return batch;
    }

    private static int Samples(string role, TensorInfo tensor, int length, int batch)
    {
        int samples = length / tensor.Floats;
        if (length % tensor.Floats != 0)
        {
            throw new ArgumentException(
                $"{role} {tensor.Name} holds {length} floats, which is no whole number of samples of {tensor} ({tensor.Floats} floats each)");
        }

        if (batch >= 0 && samples != batch)
        {
            throw new ArgumentException($"{role} {tensor.Name} holds {samples} samples of {tensor}, the first input {batch}");
        }

        return samples;
    }
}
