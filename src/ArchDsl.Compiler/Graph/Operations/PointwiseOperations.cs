namespace ArchDsl.Compiler.Graph;

/// <summary>An operation that gives back the shape it was given.</summary>
public abstract record PointwiseOperation : Operation
{
    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];
}

/// <summary>A function applied to every number.</summary>
public sealed record ActivationOperation(Activation Activation) : PointwiseOperation
{
    /// <inheritdoc/>
    public override string Name => "act";
}

/// <summary>Sets numbers to 0 with the given probability while training and scales the rest; at inference nothing.</summary>
public sealed record DropoutOperation(double Probability) : PointwiseOperation
{
    /// <inheritdoc/>
    public override string Name => "dropout";
}

/// <summary>Stochastic depth: sets whole samples to 0 with the given probability while training and scales the rest; at inference nothing.</summary>
public sealed record DropPathOperation(double Probability) : PointwiseOperation
{
    /// <inheritdoc/>
    public override string Name => "droppath";
}
