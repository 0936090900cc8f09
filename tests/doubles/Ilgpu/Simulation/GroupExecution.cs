using System.Globalization;
using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>
/// One launch, run on the calling thread: the groups in order, and in a group the threads in order, each until its next
/// barrier. Between two barriers lies a phase, by whose number accesses to shared memory are told apart.
/// </summary>
internal sealed class GroupExecution : IDisposable
{
    [ThreadStatic]
    private static GroupExecution? _current;

    private readonly Accelerator _accelerator;
    private readonly DeviceMemory[] _memories;
    private DeviceMemory? _lastMemory;

    public GroupExecution(Accelerator accelerator, KernelConfig config)
    {
        _accelerator = accelerator;
        LaunchPhase = accelerator.NextPhase();
        GridDim = config.GridDim;
        GroupDim = config.GroupDim;
        WarpSize = accelerator.WarpSize;
        _memories = accelerator.Children<DeviceMemory>();
        Shared = new SharedArena(this, accelerator, config);
    }

    public static GroupExecution? Current => _current;
    public static GroupExecution Required => _current ?? throw new InvalidOperationException("this is for kernels: no kernel is running");

    public Index3D GridDim { get; }
    public Index3D GroupDim { get; }
    public Index3D GridIndex { get; private set; }
    public Index3D ThreadIndex { get; private set; }
    public SharedArena Shared { get; }
    public int WarpSize { get; }
    public int Thread { get; private set; }
    public int Phase { get; private set; }

    /// <summary>A phase before all of this launch.</summary>
    public int LaunchPhase { get; }

    /// <summary>The first phase of the running group: what was written between the launch and it, another group wrote.</summary>
    public int FirstPhase { get; private set; }

    /// <summary>The running thread in words, empty outside kernels.</summary>
    public static string Where() => _current is { } run
        ? string.Create(CultureInfo.InvariantCulture, $" (thread {run.ThreadIndex} of group {run.GridIndex})")
        : string.Empty;

    public DeviceMemory? FindGlobal(nint address)
    {
        if (_lastMemory is not null && _lastMemory.Covers(address))
            return _lastMemory;
        foreach (DeviceMemory memory in _memories)
        {
            if (memory.Covers(address))
                return _lastMemory = memory;
        }

        return null;
    }

    /// <summary>Runs <paramref name="group"/> once for every group of the grid.</summary>
    public void ForEachGroup(Action group)
    {
        GroupExecution? outer = _current;
        _current = this;
        try
        {
            for (int z = 0; z < GridDim.Z; z++)
            {
                for (int y = 0; y < GridDim.Y; y++)
                {
                    for (int x = 0; x < GridDim.X; x++)
                    {
                        GridIndex = new Index3D(x, y, z);
                        NextPhase();
                        FirstPhase = Phase;
                        Shared.Reset();
                        group();
                    }
                }
            }
        }
        finally
        {
            _current = outer;
        }
    }

    public void NextPhase() => Phase = _accelerator.NextPhase();

    public void Enter(int thread)
    {
        Thread = thread;
        ThreadIndex = Position(thread);
    }

    public Index3D Position(int thread) =>
        new(thread % GroupDim.X, thread / GroupDim.X % GroupDim.Y, thread / (GroupDim.X * GroupDim.Y));

    public void Dispose() => Shared.Dispose();
}
