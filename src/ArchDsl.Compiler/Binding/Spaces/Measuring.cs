using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Compiler.Binding;

/// <summary>A run of an arch for its costs alone: it is over with the first error, or when it costs too much.</summary>
internal sealed class Measuring(KeyValuePair<string, Value>[] values, CostCeiling ceiling, KnownCosts known)
{
    private Costs _costs;

    /// <summary>What blocks are known to cost.</summary>
    public KnownCosts Known => known;

    /// <summary>What was counted so far.</summary>
    public Costs Costs => _costs;

    /// <summary>Operations that were not built because their block's costs were known.</summary>
    public int ReusedNodes { get; private set; }

    /// <summary>Whether it costs more than is wanted.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>Whether an error was met.</summary>
    public Func<bool> HasErrors { get; set; } = () => false;

    /// <summary>Whether nothing that is left can change what comes of it.</summary>
    public bool IsOver => IsTooMuch || HasErrors();

    /// <summary>The value that a point gives a parameter; null where it gives none.</summary>
    public Value? ValueOf(string parameter)
    {
        foreach (KeyValuePair<string, Value> value in values)
        {
            if (value.Key == parameter)
            {
                return value.Value is AutoValue { Base: null } ? null : value.Value;
            }
        }

        return null;
    }

    /// <summary>Whether these costs more would be too much.</summary>
    public bool IsTooMuchWith(Costs costs) => ceiling.IsPassedBy(_costs + costs);

    public void Add(Node node) => Add(Costs.Of(node), 0);

    public void Add(Costs costs, int reusedNodes)
    {
        _costs += costs;
        ReusedNodes += reusedNodes;
        IsTooMuch |= ceiling.IsPassedBy(_costs) && !HasErrors();
    }
}
