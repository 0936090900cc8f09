namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// One thread's part in computing one sample: which share of every kernel is its own, where the arena is, and its scratch.
/// Generated code hands it to each kernel in turn.
/// </summary>
public sealed unsafe class CpuWorker
{
    private readonly float* _arena;
    private readonly Team? _team;
    private readonly float*[] _inputs;
    private readonly float*[] _outputs;
    private readonly AlignedBuffer _arenaOwner;
    private readonly AlignedBuffer _sumsOwner;
    private readonly AlignedBuffer _scratchOwner;
    private readonly AlignedBuffer? _sharedOwner;

    internal CpuWorker(
        int part, int parts, AlignedBuffer arena, AlignedBuffer sums, AlignedBuffer scratch, int inputs, int outputs, Team? team, AlignedBuffer? shared = null)
    {
        Part = part;
        Parts = parts;
        _arenaOwner = arena;
        _sumsOwner = sums;
        _scratchOwner = scratch;
        _sharedOwner = shared;
        _arena = arena.Pointer;
        Scratch = scratch.Pointer;
        Shared = shared == null ? null : shared.Pointer;
        _inputs = new float*[inputs];
        _outputs = new float*[outputs];
        _team = team;
    }

    /// <summary>Which of <see cref="Parts"/> this thread computes.</summary>
    public int Part { get; }

    /// <summary>How many threads share one sample.</summary>
    public int Parts { get; }

    internal float* Scratch { get; }

    /// <summary>What times the steps; null but in a profile.</summary>
    internal StepClock? Clock { get; set; }

    /// <summary>Scratch that all threads of the sample see; null where there is but one.</summary>
    internal float* Shared { get; }

    /// <summary>The place <paramref name="offset"/> floats into the arena.</summary>
    public View this[int offset] => new(_arena + offset);

    /// <summary>The place of channel sums that begin <paramref name="offset"/> floats into those of one worker.</summary>
    public View Sums(int offset) => new(_sumsOwner.Pointer + ((nint)offset * Parts));

    /// <summary>This sample of the network's input number <paramref name="index"/>.</summary>
    public View Input(int index) => new(_inputs[index]);

    /// <summary>This sample of the network's output number <paramref name="index"/>.</summary>
    public View Output(int index) => new(_outputs[index]);

    /// <summary>Waits until every thread of the sample has finished the steps before.</summary>
    public void Sync() => _team?.Meet();

    /// <summary><see cref="Sync"/>, if something is shared.</summary>
    /// <param name="shared">Whether there is.</param>
    internal void SyncIf(bool shared)
    {
        if (shared)
        {
            Sync();
        }
    }

    /// <summary>Says that step number <paramref name="step"/> is done: nothing, but while a profile is taken.</summary>
    public void Mark(int step) => Clock?.Mark(step);

    internal void BindInput(int index, float* sample) => _inputs[index] = sample;

    internal void BindOutput(int index, float* sample) => _outputs[index] = sample;

    /// <summary>This thread's half-open range of <paramref name="total"/> equal pieces of work.</summary>
    internal (int Begin, int End) Share(int total) =>
        ((int)((long)total * Part / Parts), (int)((long)total * (Part + 1) / Parts));
}
