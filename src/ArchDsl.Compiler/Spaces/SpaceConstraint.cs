using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Spaces;

/// <summary>A condition that every point of a space meets.</summary>
public sealed class SpaceConstraint
{
    private readonly Func<int[], Costs?, bool> _holds;

    internal SpaceConstraint(string text, string? why, SourceLocation location, bool isOnCosts, IReadOnlyList<int> dimensions, Func<int[], Costs?, bool> holds)
    {
        Text = text;
        Why = why;
        Location = location;
        IsOnCosts = isOnCosts;
        Dimensions = dimensions;
        _holds = holds;
    }

    /// <summary>The condition as it is written.</summary>
    public string Text { get; }

    /// <summary>What the text says about it; null without.</summary>
    public string? Why { get; }

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>Whether costs decide it, so that each network must be built to know; else the parameters alone do.</summary>
    public bool IsOnCosts { get; }

    /// <summary>The dimensions that decide it.</summary>
    internal IReadOnlyList<int> Dimensions { get; }

    /// <summary>What it says of a whole list, where that can be counted without looking at every list.</summary>
    internal ListRelation Relation { get; init; }

    /// <summary>The limit it sets a cost; null where it sets none.</summary>
    internal CostWindow? Window { get; init; }

    /// <summary>Whether it holds at a point; where it has no value there it does not.</summary>
    /// <param name="point">The place of each dimension's value in its domain; only <see cref="Dimensions"/> are looked at.</param>
    /// <param name="costs">The network's costs; null where it is not on costs.</param>
    internal bool Holds(int[] point, Costs? costs) => _holds(point, costs);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What a constraint says of the elements of one list that varies by element.</summary>
internal enum ListRelation
{
    /// <summary>Nothing of the kind.</summary>
    None,

    /// <summary>All are equal.</summary>
    Same,

    /// <summary>None is smaller than the one before.</summary>
    Ascending,

    /// <summary>None is larger than the one before.</summary>
    Descending,
}
