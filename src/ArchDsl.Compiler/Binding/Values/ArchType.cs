using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

internal enum TypeKind
{
    Any,
    Int,
    Real,
    Bool,
    Text,
    Act,
    Norm,
    Join,
    Order,
    Pool,

    /// <summary>A channel count, a share of the current channels below 1, or a runtime width.</summary>
    Amount,
    Tensor,
    Block,

    /// <summary>CompConv's depth: 0…3 or auto(C₀).</summary>
    Depth,

    /// <summary>A tensor, whose size is meant, or a size itself.</summary>
    TensorOrSize,
    List,

    /// <summary>A type that nobody knows: that is reported, and what is given for it is not.</summary>
    Unknown,
}

/// <summary>The type of a parameter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Element">Of a list, what its elements are.</param>
/// <param name="Length">Of a list, how many, where that is fixed.</param>
internal sealed record ArchType(TypeKind Kind, ArchType? Element = null, int? Length = null)
{
    public static ArchType Any { get; } = new(TypeKind.Any);

    public static ArchType Unknown { get; } = new(TypeKind.Unknown);

    public static ArchType Int { get; } = new(TypeKind.Int);

    public static ArchType Real { get; } = new(TypeKind.Real);

    public static ArchType Bool { get; } = new(TypeKind.Bool);

    public static ArchType Tensor { get; } = new(TypeKind.Tensor);

    public static ArchType Pair { get; } = List(Int, 2);

    public static IReadOnlyList<string> Names { get; } = ["int", "real", "bool", "text", "act", "norm", "tensor", "block"];

    /// <summary>Whether names of this type are looked up among the tensors.</summary>
    public bool IsTensor => Kind is TypeKind.Tensor or TypeKind.TensorOrSize || Element is { IsTensor: true };

    public bool IsBlock => Kind == TypeKind.Block || Element is { IsBlock: true };

    public static ArchType List(ArchType element, int? length = null) => new(TypeKind.List, element, length);

    public static ArchType? Named(string name) => name switch
    {
        "int" => Int,
        "real" => Real,
        "bool" => Bool,
        "text" => new(TypeKind.Text),
        "act" => new(TypeKind.Act),
        "norm" => new(TypeKind.Norm),
        "tensor" => Tensor,
        "block" => new(TypeKind.Block),
        _ => null,
    };

    /// <summary>The type that a default value gives its parameter.</summary>
    public static ArchType Of(Value value) => value switch
    {
        NumberValue number => number.Number.IsInteger ? Int : Real,
        BoolValue => Bool,
        TextValue => new(TypeKind.Text),
        ActivationValue => new(TypeKind.Act),
        NormValue => new(TypeKind.Norm),
        ListValue list => List(list.Items.Count == 0 ? Any : list.Items.Select(Of).Aggregate(Join)),
        _ => Any,
    };

    /// <summary>The type that a default gives its parameter, as it is written: <c>1.0</c> is real, though its value is whole.</summary>
    public static ArchType OfDefault(ExpressionSyntax syntax, Value value) => (syntax, value) switch
    {
        (ParenthesizedSyntax inner, _) => OfDefault(inner.Inner, value),
        (UnarySyntax signed, NumberValue) => OfDefault(signed.Operand, value),
        (LiteralSyntax literal, NumberValue) when literal.Token.Text.IndexOfAny(['.', 'e', 'E']) >= 0 && char.IsDigit(literal.Token.Text[literal.Token.Text.Length - 1]) => Real,
        (ListSyntax list, ListValue values) when list.Items.Count == values.Items.Count && values.Items.Count > 0 =>
            List(list.Items.Zip(values.Items, OfDefault).Aggregate(Join)),
        _ => Of(value),
    };

    public override string ToString() => Kind switch
    {
        TypeKind.List => $"{Element}[{Length}]",
        TypeKind.Any => "a value",
        TypeKind.Amount => "a channel count",
        TypeKind.Depth => "a depth",
        TypeKind.TensorOrSize => "a tensor or a size",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    private static ArchType Join(ArchType a, ArchType b) => a == b
        ? a
        : a.Kind is TypeKind.Int or TypeKind.Real && b.Kind is TypeKind.Int or TypeKind.Real ? Real : Any;
}
