using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Analysis;

/// <summary>What a stage, or the head, costs with all that is in it.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Shape">The shape it ends in, C×H×W.</param>
/// <param name="Costs">The sum over its nodes.</param>
/// <param name="ReceptiveField">What one number of its result sees of the network's input.</param>
public sealed record StageCost(string Name, Shape Shape, Costs Costs, ReceptiveField ReceptiveField);
