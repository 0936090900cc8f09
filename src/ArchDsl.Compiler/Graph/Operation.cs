using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>What a node computes. Immutable, compared by value, free of any back end.</summary>
public abstract record Operation
{
    /// <summary>The name used in tables: <c>conv</c>, <c>batch_norm</c>, <c>concat</c>…</summary>
    public abstract string Name { get; }

    /// <summary>The shape that comes out, or what does not fit.</summary>
    public abstract ShapeResult Infer(IReadOnlyList<Shape> inputs);

    /// <summary>The tensors of its state, in PyTorch's order; empty for most.</summary>
    public virtual EquatableArray<WeightTensor> Weights => default;

    /// <summary>Multiply-accumulates for one sample; bias, norm, activation and pool count nothing.</summary>
    public virtual long Macs(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <summary>Whether channel k of the output depends on channel k of the inputs alone and height and width decide the rest.</summary>
    public virtual bool KeepsChannels => false;
}

/// <summary>Either a shape or why there is none.</summary>
/// <param name="Shape">The shape, where <paramref name="Problem"/> is null.</param>
/// <param name="Problem">What does not fit: lower case, both sides named.</param>
/// <param name="Help">What to write instead, where that is known.</param>
/// <param name="Kind">Which rule was broken.</param>
public readonly record struct ShapeResult(Shape Shape, string? Problem = null, string? Help = null, ShapeRule Kind = ShapeRule.None)
{
    /// <summary>A shape is a result.</summary>
    public static implicit operator ShapeResult(Shape shape) => new(shape);

    /// <summary>A rule was broken.</summary>
    public static ShapeResult Fail(ShapeRule rule, string problem, string? help = null) => new(default, problem, help, rule);
}

/// <summary>The rules that shapes must keep.</summary>
public enum ShapeRule
{
    /// <summary>All were kept.</summary>
    None,

    /// <summary>Maps that meet agree in height and width.</summary>
    SizesAgree,

    /// <summary>Maps that are added, multiplied or compared agree in channels.</summary>
    ChannelsAgree,

    /// <summary>Groups divide the channels on both sides.</summary>
    GroupsDivide,

    /// <summary>A window fits into the padded map.</summary>
    WindowFits,

    /// <summary>A slice lies within the channels; a factor divides a size.</summary>
    SliceFits,

    /// <summary>Sizes and counts are at least 1 and small enough to count.</summary>
    InRange,
}
