namespace ArchDsl.Compiler.Graph;

/// <summary>A tensor the caller hands in.</summary>
/// <param name="InputName">The name in the <c>input</c> statement; the argument of <c>forward</c>.</param>
/// <param name="Shape">Its shape without the batch.</param>
public sealed record InputOperation(string InputName, Shape Shape) : Operation
{
    /// <inheritdoc/>
    public override string Name => "input";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => ShapeRules.Check(Shape);
}
