using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Analysis;

/// <summary>One row of a cost table: a layer with its norm and activation, or a join that stands by itself.</summary>
/// <param name="Name">The path of names: <c>c3.osa2.conv1</c>; of a join the path around it and the operation, <c>c3.osa2.concat</c>.</param>
/// <param name="Op">What was called (<c>conv</c>, <c>se</c>, <c>linear</c>) or the operation (<c>concat</c>, <c>add</c>).</param>
/// <param name="Inputs">The shapes that go in, C×H×W.</param>
/// <param name="Output">The shape that comes out, C×H×W.</param>
/// <param name="Costs">What it costs, without layers inside it: they have rows of their own.</param>
/// <param name="ReceptiveField">What one number of the output sees of the network's input.</param>
/// <param name="Location">The statement.</param>
public sealed record LayerCost(
    string Name,
    string Op,
    EquatableArray<Shape> Inputs,
    Shape Output,
    Costs Costs,
    ReceptiveField ReceptiveField,
    SourceLocation Location);
