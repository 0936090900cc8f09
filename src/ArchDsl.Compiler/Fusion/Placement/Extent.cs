using System.Globalization;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>A number of channels or floats, with how a runtime parameter decides it where one does; the value is then the default.</summary>
internal readonly record struct Extent(long Value, WidthExpression? Expression = null)
{
    public static Extent Of(Value value) => new(value.Shape.Channels, value.RuntimeWidth);

    public Extent Plus(Extent other) => Expression is null && other.Expression is null
        ? new Extent(Value + other.Value)
        : Value == 0 && Expression is null ? other
        : new Extent(Value + other.Value, new WidthExpression.Binary(AsExpression, '+', other.AsExpression));

    public Extent Times(long factor) => Expression is null || factor == 1
        ? new Extent(Value * factor, Expression)
        : new Extent(Value * factor, new WidthExpression.Binary(Expression, '*', new WidthExpression.Constant(factor)));

    /// <summary>How many groups of <paramref name="size"/> it takes, the last one filled up.</summary>
    public Extent Over(int size) => Expression is null
        ? new Extent((Value + size - 1) / size)
        : new Extent((Value + size - 1) / size, new WidthExpression.Binary(
            new WidthExpression.Binary(Expression, '+', new WidthExpression.Constant(size - 1)), '/', new WidthExpression.Constant(size)));

    private WidthExpression AsExpression => Expression ?? new WidthExpression.Constant(Value);

    public string ToText(Func<string, string> spell) =>
        Expression is null ? Value.ToString(CultureInfo.InvariantCulture) : Expression.ToText(spell);

    public override string ToString() => ToText(name => name);
}
