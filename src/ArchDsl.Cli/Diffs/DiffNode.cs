using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Diffs;

/// <summary>What became of a part.</summary>
internal enum Change
{
    /// <summary>It is the same, with all in it.</summary>
    Same,

    /// <summary>It is there on both sides and differs, or something in it does.</summary>
    Changed,

    /// <summary>Only the left network has it.</summary>
    Removed,

    /// <summary>Only the right network has it.</summary>
    Added,
}

/// <summary>A stage, block or layer of two networks that belong together, or of one that has no counterpart.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Left">The part of the left network.</param>
/// <param name="Right">The part of the right network.</param>
/// <param name="Parts">What stands in it, aligned in the same way; empty where it is the same.</param>
internal sealed record DiffNode(Change Change, GraphItem? Left, GraphItem? Right, IReadOnlyList<DiffNode> Parts);
