using System.Diagnostics;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Engines;

/// <summary>One of those that are compared: how a process of it is started that answers "run N".</summary>
/// <param name="name">The name that reports print.</param>
/// <param name="bits">The widest vectors it may use.</param>
internal abstract class Engine(string name, int bits)
{
    /// <summary>The name that reports print.</summary>
    public string Name => name;

    /// <summary>Whether the engine can be held to narrower vectors than the machine has.</summary>
    public virtual bool IsLimitable => true;

    /// <summary>Samples that must have run before the engine is as fast as it gets.</summary>
    public virtual int WarmUpSamples => 3;

    /// <summary>How long it must have run, at least, before it is.</summary>
    public virtual TimeSpan WarmUpTime => TimeSpan.FromSeconds(0.5);

    protected int Bits => bits;

    /// <summary>Starts a process that loads a network, runs it once, writes the output and waits.</summary>
    /// <exception cref="CompareException">It cannot be started or fails; the message says how.</exception>
    public EngineProcess Start(NetworkFiles files, int batch, int threads)
    {
        string output = Path.Combine(files.Folder, $"output-{name.Replace(' ', '-')}.bin");
        ProcessStartInfo start = Affinity.Start(threads, Program, Arguments(files, output, batch, threads));
        start.Environment["OMP_NUM_THREADS"] = Text(threads);

        // PyTorch's convolutions are oneDNN's. OpenBLAS has the last layer alone, and its threads, waiting for more, would
        // take the processors from those of the convolutions: with one it is two to three times faster on small networks.
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        if (bits < 512)
        {
            Limit(start.Environment);
        }

        return new EngineProcess(this, start, output);
    }

    protected abstract string Program { get; }

    protected abstract string[] Arguments(NetworkFiles files, string output, int batch, int threads);

    /// <summary>Sets what holds the engine to 256-bit vectors.</summary>
    protected virtual void Limit(IDictionary<string, string?> environment)
    {
    }

    protected static string Text(int number) => FormattableString.Invariant($"{number}");
}
