using System.Diagnostics;
using ArchDsl.Benchmarks.Compare.Engines;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Measuring;

/// <summary>Lets engines take turns on one network, so that what the machine does beside strikes all alike.</summary>
internal sealed class Rounds(OwnEngine own, OnnxRuntimeEngine? onnxRuntime, PyTorchEngine? pyTorch, CompareOptions options, Func<int, double> peak)
{
    private const double TurnMilliseconds = 250;
    private const int Starts = 3;

    // Long enough for the threads of the last engine to stop spinning.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Checks that the engines agree, then measures them.</summary>
    /// <exception cref="CompareException">They do not agree, or one fails.</exception>
    public Row Measure(NetworkFiles files, int batch, int threads)
    {
        Engine[] engines = new Engine?[] { own, onnxRuntime, pyTorch }.OfType<Engine>().ToArray();
        Dictionary<Engine, List<double>> starts = engines.ToDictionary(e => e, _ => new List<double>());

        // The first start of each also brings its files into memory, for all alike.
        int extra = batch == options.Batches[0] ? Starts : 1;
        for (int i = 0; i < extra; i++)
        {
            foreach (Engine engine in engines)
            {
                using EngineProcess once = engine.Start(files, batch, threads);
                starts[engine].Add(once.StartMilliseconds);
            }
        }

        var processes = new List<EngineProcess>();
        try
        {
            processes.AddRange(engines.Select(e => e.Start(files, batch, threads)));
            double[] expected = files.Expected[..(int)Math.Min(files.Expected.Length, batch * files.Compared.Output.Elements)];
            string what = FormattableString.Invariant($"{files.Compared.Title}, batch {batch}, {threads} {(threads == 1 ? "thread" : "threads")}");
            double disagreement = Accuracy.Check(what, processes, expected);
            List<double>[] times = Turns(processes, batch);
            Measurement? Of(Engine? engine) => engine is null ? null
                : Summary(processes.First(p => p.Engine == engine), times[processes.FindIndex(p => p.Engine == engine)], starts[engine], expected);
            return new Row(
                files.Compared, batch, threads, Of(own)!, Of(onnxRuntime), Of(pyTorch), peak(threads), disagreement,
                options.Bits == 512 || onnxRuntime is null || onnxRuntime.IsLimitable);
        }
        finally
        {
            processes.ForEach(p => p.Dispose());
        }
    }

    private List<double>[] Turns(List<EngineProcess> processes, int batch)
    {
        int[] runs = processes.Select(p => (int)Math.Clamp(TurnMilliseconds / WarmUp(p, batch), 1, 100)).ToArray();
        List<double>[] times = processes.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < options.Rounds; round++)
        {
            for (int turn = 0; turn < processes.Count; turn++)
            {
                int at = (round + turn) % processes.Count;
                Thread.Sleep(Pause);

                // The first run of a turn finds the caches as another engine left them.
                double[] taken = processes[at].Run(runs[at]);
                times[at].AddRange(taken.Length < 3 ? taken : taken[1..]);
            }
        }

        return times;
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

    private static Measurement Summary(EngineProcess process, List<double> times, List<double> starts, double[] expected)
    {
        double median = Statistics.Median(times);
        return new Measurement(
            median,
            times.Min(),
            (Statistics.Quantile(times, 0.75) - Statistics.Quantile(times, 0.25)) / median,
            Statistics.Median(starts.Append(process.StartMilliseconds)),
            process.Figure("load_ms") + process.Figure("first_ms"),
            process.PeakMegabytes,
            process.Figure("base_mb"),
            Accuracy.Error(process.Output, expected),
            process.Allocated,
            (long)process.Figure("arena_bytes"));
    }
}
