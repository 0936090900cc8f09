namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// Threads that run one body together, the caller among them as number 0. With one thread there is nothing here but the
/// caller. All of them walk the same steps and meet at <see cref="Meet"/>.
/// </summary>
internal sealed class Team : IDisposable
{
    private readonly Action<int> _body;
    private readonly object _gate = new();
    private readonly Thread[] _others;
    private int _arrived;
    private volatile int _phase;
    private int _round;
    private bool _stopped;

    public Team(int count, Action<int> body)
    {
        Count = count;
        _body = body;
        _others = new Thread[count - 1];
        for (int i = 0; i < _others.Length; i++)
        {
            int index = i + 1;
            _others[i] = new Thread(() => Serve(index)) { IsBackground = true, Name = $"archdsl worker {index}" };
            _others[i].Start();
        }
    }

    public int Count { get; }

    /// <summary>Runs the body on every thread and returns when all have finished.</summary>
    public void Run()
    {
        if (Count == 1)
        {
            _body(0);
            return;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _round++;
            Monitor.PulseAll(_gate);
        }

        Work(0);
    }

    /// <summary>Returns once every thread of the team has come here: what any wrote before, all see after.</summary>
    public void Meet()
    {
        if (Count == 1)
        {
            return;
        }

        int phase = _phase;
        if (Interlocked.Increment(ref _arrived) == Count)
        {
            _arrived = 0;
            _phase = phase + 1;
            return;
        }

        SpinWait spin = default;
        while (_phase == phase)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _others)
        {
            thread.Join();
        }
    }

    private void Serve(int index)
    {
        int seen = 0;
        while (true)
        {
            lock (_gate)
            {
                while (_round == seen && !_stopped)
                {
                    Monitor.Wait(_gate);
                }

                if (_stopped)
                {
                    return;
                }

                seen = _round;
            }

            Work(index);
        }
    }

    private void Work(int index)
    {
        _body(index);
        Meet();
    }
}
