using System.Runtime.ExceptionServices;

namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// Packs weights on all cores while a network is loaded, with threads that stay for the next network. A team of its own: the
/// first use of the runtime's pool takes 10 ms, as long as a small network's weights.
/// </summary>
internal static class Packing
{
    /// <summary>From how many weights on it pays to pack on all cores.</summary>
    private const int ManyWeights = 1 << 16;

    // Memory is used up before more threads are.
    private const int MostThreads = 16;

    private static readonly object Gate = new();
    private static Team? _team;
    private static Action<int> _pack = Nothing;
    private static int _count;
    private static int _next;
    private static Exception? _failure;

    /// <summary>Does something for 0, 1, … in any order, each once; returns when all are done.</summary>
    /// <param name="count">How often.</param>
    /// <param name="weights">How many weights are packed in all; few are packed by the caller alone.</param>
    /// <param name="pack">What is done; what it throws is thrown here.</param>
    public static void ForEach(int count, int weights, Action<int> pack)
    {
        int threads = Math.Min(Environment.ProcessorCount, MostThreads);
        if (weights < ManyWeights || threads == 1 || count == 1 || Monitor.IsEntered(Gate) || !Monitor.TryEnter(Gate))
        {
            for (int i = 0; i < count; i++)
            {
                pack(i);
            }

            return;
        }

        try
        {
            (_pack, _count, _next, _failure) = (pack, count, 0, null);
            _team ??= new Team(threads, Work);
            _team.Run();
            if (_failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }
        }
        finally
        {
            _pack = Nothing;
            Monitor.Exit(Gate);
        }
    }

    private static void Nothing(int index)
    {
    }

    private static void Work(int thread)
    {
        try
        {
            for (int i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
            {
                _pack(i);
            }
        }
        catch (Exception e)
        {
            // Whoever loads the network should see it; thrown on another thread it would end the process.
            _failure = e;
        }
    }
}
