using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Measuring;

/// <summary>What one engine did with one network, batch and thread count.</summary>
/// <param name="Milliseconds">The median of a batch, after warm-up.</param>
/// <param name="Best">The shortest of the times.</param>
/// <param name="Spread">The middle half of the times, as a part of the median.</param>
/// <param name="Turns">How many turns were taken.</param>
/// <param name="QuietTurns">In how many of them the machine had its processors to itself; the times are theirs where no engine lacks them.</param>
/// <param name="StartMilliseconds">From the start of the process to the first result.</param>
/// <param name="SessionMilliseconds">From the loaded library to the first result: what loading the model and the first run took.</param>
/// <param name="PeakMegabytes">The most memory the process had resident.</param>
/// <param name="BaseMegabytes">What it had before it loaded the network.</param>
/// <param name="Error">The largest difference from double precision, as a part of the largest output.</param>
/// <param name="Allocated">Bytes that a turn of runs allocated after warm-up, 0 for the peers.</param>
/// <param name="ArenaBytes">Bytes of arena of a sample, 0 for the peers.</param>
internal sealed record Measurement(
    double Milliseconds,
    double Best,
    double Spread,
    int Turns,
    int QuietTurns,
    double StartMilliseconds,
    double SessionMilliseconds,
    double PeakMegabytes,
    double BaseMegabytes,
    double Error,
    long Allocated,
    long ArenaBytes);

/// <summary>One network at one batch and thread count.</summary>
/// <param name="Compared">The network.</param>
/// <param name="Batch">Samples a run.</param>
/// <param name="Threads">Threads an engine.</param>
/// <param name="Own">The generated code.</param>
/// <param name="OnnxRuntime">ONNX Runtime, or null where it is not here.</param>
/// <param name="PyTorch">PyTorch, or null where it is not here.</param>
/// <param name="Peak">What the machine's multiply-adds give with so many threads, in operations a second.</param>
/// <param name="Disagreement">The largest difference between two of the engines, as a part of the largest output.</param>
/// <param name="IsOnnxRuntimeAlike">Whether ONNX Runtime was held to the same vector width.</param>
internal sealed record Row(
    ComparedNetwork Compared,
    int Batch,
    int Threads,
    Measurement Own,
    Measurement? OnnxRuntime,
    Measurement? PyTorch,
    double Peak,
    double Disagreement,
    bool IsOnnxRuntimeAlike)
{
    /// <summary>The time of the faster peer among those under the same limits as ours, over ours; null without such a peer.</summary>
    public double? Ratio
    {
        get
        {
            double[] peers = new[] { IsOnnxRuntimeAlike ? OnnxRuntime : null, PyTorch }.OfType<Measurement>().Select(m => m.Milliseconds).ToArray();
            return peers.Length == 0 ? null : peers.Min() / Own.Milliseconds;
        }
    }

    /// <summary>How many turns all engines took.</summary>
    public int Turns => All.Sum(m => m.Turns);

    /// <summary>How many of them were quiet.</summary>
    public int QuietTurns => All.Sum(m => m.QuietTurns);

    /// <summary>Multiply-adds of the network's own count over what the machine could have done in the time.</summary>
    public double ShareOfPeak => 2.0 * Compared.Macs * Batch / (Own.Milliseconds / 1000) / Peak;

    private IEnumerable<Measurement> All => new[] { Own, OnnxRuntime, PyTorch }.OfType<Measurement>();
}
