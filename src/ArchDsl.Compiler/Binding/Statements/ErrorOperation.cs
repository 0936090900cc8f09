using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Binding;

/// <summary>Stands where an operation was reported to be wrong, with the shape it was probably meant to have.</summary>
internal sealed record ErrorOperation(Shape Shape) : Operation
{
    public override string Name => "error";

    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;
}
