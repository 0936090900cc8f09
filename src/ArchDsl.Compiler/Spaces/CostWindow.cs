using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Compiler.Spaces;

/// <summary>The figures of one metric that are wanted, both ends included.</summary>
/// <param name="Metric">One of <see cref="Costs.MetricNames"/>.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
internal sealed record CostWindow(string Metric, long Least = 0, long Most = long.MaxValue)
{
    public bool Contains(Costs costs) => costs.Metric(Metric) is { } value && value >= Least && value <= Most;
}

/// <summary>The largest costs that are wanted. Costs of a network only grow while it is built, so that one above is left at once.</summary>
internal readonly struct CostCeiling
{
    private readonly Costs _most;
    private readonly long _paramsExcludingNorm;

    public CostCeiling(IEnumerable<CostWindow> windows)
    {
        CostWindow[] all = windows.ToArray();
        _most = new Costs(Most("params"), long.MaxValue, Most("macs"), Most("acts"), Most("memory_access"), Most("cio"));
        _paramsExcludingNorm = Most("params_excluding_norm");

        long Most(string metric) => all.Where(w => w.Metric == metric).Select(w => w.Most).Append(long.MaxValue).Min();
    }

    public bool IsPassedBy(in Costs costs) =>
        costs.Params > _most.Params || costs.ParamsExcludingNorm > _paramsExcludingNorm || costs.Macs > _most.Macs
        || costs.Acts > _most.Acts || costs.MemoryAccess > _most.MemoryAccess || costs.Cio > _most.Cio;
}
