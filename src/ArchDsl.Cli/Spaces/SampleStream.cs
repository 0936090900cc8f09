using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Spaces;

/// <summary>Draws on all cores and hands out the rows in the order of the attempts, so that the cores do not show in what is written.</summary>
internal sealed class SampleStream(SpaceSampler sampler, SampleRows rows)
{
    private const int SmallestBatch = 64;
    private const int LargestBatch = 8192;

    /// <summary>Draws until there are enough rows or attempts, or the caller has had enough.</summary>
    /// <param name="count">How many rows are wanted.</param>
    /// <param name="attempts">How many networks are drawn at most.</param>
    /// <param name="write">Takes whole lines.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public SampleTally Run(long count, long attempts, Action<string> write, CancellationToken cancellation)
    {
        var tally = new SampleTally();
        int size = SmallestBatch;
        write(rows.Header);
        while (tally.Accepted < count && tally.Attempts < attempts && !cancellation.IsCancellationRequested)
        {
            int batch = (int)Math.Min(size, attempts - tally.Attempts);
            write(Batch(tally, count, batch));
            size = Math.Min(LargestBatch, size * 2);
        }

        return tally;
    }

    private string Batch(SampleTally tally, long count, int batch)
    {
        var drawn = new (SampledNetwork Network, string? Row)[batch];
        long first = tally.Attempts;
        Parallel.For(0, batch, i =>
        {
            SampledNetwork network = sampler.Draw(first + i);
            drawn[i] = (network, network.Outcome == SampleOutcome.Accepted ? rows.Row(network) : null);
        });
        var lines = new List<string>();
        foreach ((SampledNetwork network, string? row) in drawn.TakeWhile(_ => tally.Accepted < count))
        {
            tally.Add(network);
            if (row is not null)
            {
                lines.Add(row);
            }
        }

        return string.Concat(lines);
    }
}
