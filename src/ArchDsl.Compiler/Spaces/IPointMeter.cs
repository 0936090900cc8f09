using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Compiler.Spaces;

/// <summary>Builds the networks of a space to know their costs.</summary>
internal interface IPointMeter
{
    /// <summary>Counts the network of one point. Safe to call from several threads.</summary>
    /// <param name="point">The place of each dimension's value in its domain.</param>
    /// <param name="ceiling">Costs above which the network is not wanted.</param>
    Measurement Measure(int[] point, in CostCeiling ceiling);
}

/// <summary>What a network costs, or why there are no costs.</summary>
/// <param name="Costs">The costs; null where the network was left unfinished.</param>
/// <param name="Error">Why there is no such network; null where it only costs too much.</param>
internal readonly record struct Measurement(Costs? Costs, Diagnostic? Error);
