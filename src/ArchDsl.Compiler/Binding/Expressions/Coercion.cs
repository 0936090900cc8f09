using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Brings a value to a parameter's type, or reports why it cannot be.</summary>
internal static class Coercion
{
    /// <summary>Longer lists are refused.</summary>
    public const int MaxList = 10_000;

    public static Value To(ArchType type, Value value, ParameterName owner, SourceLocation at, DiagnosticBag diagnostics)
    {
        if (value is ErrorValue || type.Kind == TypeKind.Any)
        {
            return value;
        }

        if (type.Kind == TypeKind.Unknown)
        {
            return ErrorValue.Instance;
        }

        if (type.Kind == TypeKind.List)
        {
            return ToList(type, value, owner, at, diagnostics);
        }

        switch (type.Kind, value)
        {
            case (TypeKind.Int, NumberValue { Number.IsInteger: false } number):
                diagnostics.Add(ValueErrors.Fraction(at, number.Number.ToString(), owner.ToString()));
                return ErrorValue.Instance;
            case (TypeKind.Int or TypeKind.Real or TypeKind.Amount, NumberValue):
            case (TypeKind.Bool, BoolValue):
            case (TypeKind.Text, TextValue):
            case (TypeKind.Act, ActivationValue or NoneValue):
            case (TypeKind.Norm, NormValue or NoneValue):
            case (TypeKind.Join, JoinValue):
            case (TypeKind.Order, OrderValue):
            case (TypeKind.Pool, PoolValue):
            case (TypeKind.Tensor or TypeKind.TensorOrSize, TensorValue):
            case (TypeKind.Block, BlockValue or NoneValue):
            case (TypeKind.Depth, AutoValue or NumberValue):
                return value;
            case (TypeKind.Pool, JoinValue { Kind: JoinKind.Max }):
                return new PoolValue(PoolKind.Max);
            case (TypeKind.TensorOrSize, ListValue or NumberValue):
                return ToList(ArchType.Pair, value, owner, at, diagnostics);
        }

        diagnostics.Add(ValueErrors.WrongType(at, Wanted(type), value.Describe(), owner.ToString()));
        return ErrorValue.Instance;
    }

    // A number stands for a whole list; a short list is filled with its last value.
    private static Value ToList(ArchType type, Value value, ParameterName owner, SourceLocation at, DiagnosticBag diagnostics)
    {
        Value[] items = value is ListValue list ? list.Items.ToArray() : [value];
        bool isChanged = value is not ListValue;
        bool isWrong = false;
        for (int i = 0; i < items.Length; i++)
        {
            Value item = To(type.Element!, items[i], owner, at, diagnostics);
            isWrong |= item is ErrorValue;
            isChanged |= !ReferenceEquals(item, items[i]);
            items[i] = item;
        }

        if (isWrong)
        {
            return ErrorValue.Instance;
        }

        if (!isChanged && (type.Length is null || type.Length == items.Length))
        {
            return value;
        }

        if (type.Length is { } length)
        {
            if (items.Length > length)
            {
                diagnostics.Add(ValueErrors.ListTooLong(at, owner.ToString(), items.Length, length));
                return ErrorValue.Instance;
            }

            if (items.Length == 0 && length > 0)
            {
                diagnostics.Add(ValueErrors.WrongType(at, type.ToString(), "an empty list", owner.ToString()));
                return ErrorValue.Instance;
            }

            items = items.Concat(Enumerable.Repeat(items.LastOrDefault()!, length - items.Length)).ToArray();
        }

        return new ListValue(EquatableArray<Value>.Over(items));
    }

    private static string Wanted(ArchType type) => type.Kind switch
    {
        TypeKind.Int => "a whole number",
        TypeKind.Real => "a number",
        TypeKind.Bool => "true or false",
        TypeKind.Text => "a text",
        TypeKind.Act => "an activation or none",
        TypeKind.Norm => "a norm or none",
        TypeKind.Join => "concat, add, multiply or max",
        TypeKind.Order => "an order like conv_norm_act",
        TypeKind.Pool => "average or max",
        TypeKind.Tensor => "a tensor",
        TypeKind.Block => "a block",
        TypeKind.Depth => "0 to 3 or auto(128)",
        _ => type.ToString(),
    };
}
