using System.Diagnostics;
using ArchDsl.Benchmarks.Compare.Engines;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Measuring;

/// <summary>Lets engines take turns on one network, so that what the machine does beside strikes all alike.</summary>
internal sealed class Rounds(OwnEngine own, OnnxRuntimeEngine? onnxRuntime, PyTorchEngine? pyTorch, CompareOptions options, Func<int, double> peak)
{
    private const double TurnMilliseconds = 250;
    private const int Starts = 5;

    // Long enough for the threads of the last engine to stop spinning.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly QuietWatch _watch = new();

    /// <summary>Checks that the engines agree, then measures them.</summary>
    /// <exception cref="CompareException">They do not agree, or one fails.</exception>
    public Row Measure(NetworkFiles files, int batch, int threads)
    {
        Engine[] engines = new Engine?[] { own, onnxRuntime, pyTorch }.OfType<Engine>().ToArray();
        Dictionary<Engine, Turns<StartUp>> starts = Start(engines, files, batch, threads);
        var processes = new List<EngineProcess>();
        try
        {
            processes.AddRange(engines.Select(e => e.Start(files, batch, threads)));
            double[] expected = files.Expected[..(int)Math.Min(files.Expected.Length, batch * files.Compared.Output.Elements)];
            string what = FormattableString.Invariant($"{files.Compared.Title}, batch {batch}, {threads} {(threads == 1 ? "thread" : "threads")}");
            double disagreement = Accuracy.Check(what, processes, expected);
            Turns<double[]>[] turns = Run(processes, batch, threads);

            // The quiet turns count, but for none of the engines where one has hardly any.
            bool quiet = turns.All(t => t.IsQuietEnough);
            bool quietStart = starts.Values.All(t => t.IsQuietEnough);
            Measurement? Of(Engine? engine) => engine is null ? null : Summary(
                processes.First(p => p.Engine == engine), turns[processes.FindIndex(p => p.Engine == engine)], quiet,
                starts[engine].Values(quietStart), expected);
            return new Row(
                files.Compared, batch, threads, Of(own)!, Of(onnxRuntime), Of(pyTorch), peak(threads), disagreement,
                options.Bits == 512 || onnxRuntime is null || onnxRuntime.IsLimitable);
        }
        finally
        {
            processes.ForEach(p => p.Dispose());
        }
    }

    // The first start of each also brings its files into memory, for all alike.
    private Dictionary<Engine, Turns<StartUp>> Start(Engine[] engines, NetworkFiles files, int batch, int threads)
    {
        int wanted = batch == options.Batches.Min() ? Starts : 1;
        Dictionary<Engine, Turns<StartUp>> turns = engines.ToDictionary(e => e, _ => new Turns<StartUp>(_watch, threads, wanted));
        while (turns.Values.Any(t => t.IsOpen))
        {
            foreach (Engine engine in engines.Where(e => turns[e].IsOpen))
            {
                turns[engine].Take(() =>
                {
                    using EngineProcess once = engine.Start(files, batch, threads);
                    return once.StartUp;
                });
            }
        }

        return turns;
    }

    private static double[] Later(double[] runs) => runs.Length < 3 ? runs : runs[1..];

    private Turns<double[]>[] Run(List<EngineProcess> processes, int batch, int threads)
    {
        int[] runs = processes.Select(p => (int)Math.Clamp(TurnMilliseconds / WarmUp(p, batch), 1, 100)).ToArray();
        Turns<double[]>[] turns = processes.Select(_ => new Turns<double[]>(_watch, threads, options.Rounds)).ToArray();
        for (int round = 0; turns.Any(t => t.IsOpen); round++)
        {
            for (int turn = 0; turn < processes.Count; turn++)
            {
                int at = (round + turn) % processes.Count;
                if (turns[at].IsOpen)
                {
                    Thread.Sleep(Pause);

                    // The first run of a turn finds the caches as another engine left them.
                    turns[at].Take(() => Later(processes[at].Run(runs[at])));
                }
            }
        }

        return turns;
    }

    // Runs until the engine has had its samples and some time; says how long a run takes.
    private static double WarmUp(EngineProcess process, int batch)
    {
        long start = Stopwatch.GetTimestamp();
        double last = process.Run(1)[0];
        for (int samples = batch; samples < process.Engine.WarmUpSamples || Stopwatch.GetElapsedTime(start) < process.Engine.WarmUpTime; samples += batch)
        {
            last = process.Run(1)[0];
        }

        process.EndWarmUp();
        return last;
    }

    private static Measurement Summary(EngineProcess process, Turns<double[]> turns, bool quiet, IEnumerable<StartUp> starts, double[] expected)
    {
        double[] times = turns.Values(quiet).SelectMany(t => t).ToArray();
        double median = Statistics.Median(times);
        return new Measurement(
            median,
            times.Min(),
            (Statistics.Quantile(times, 0.75) - Statistics.Quantile(times, 0.25)) / median,
            turns.Count,
            turns.Quiet,
            Statistics.Median(starts.Select(s => s.Milliseconds)),
            Statistics.Median(starts.Select(s => s.SessionMilliseconds)),
            process.PeakMegabytes,
            process.Figure("base_mb"),
            Accuracy.Error(process.Output, expected),
            process.Allocated,
            (long)process.Figure("arena_bytes"));
    }
}
