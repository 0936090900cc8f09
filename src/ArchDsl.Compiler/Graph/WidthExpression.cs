using System.Globalization;

namespace ArchDsl.Compiler.Graph;

/// <summary>
/// A channel count that a constructor argument of the generated class decides: a <c>runtime</c> parameter, or arithmetic on one.
/// </summary>
public abstract record WidthExpression
{
    /// <summary>Its value for given parameters.</summary>
    public abstract long Evaluate(IReadOnlyDictionary<string, long> parameters);

    /// <summary>Infix text with <c>+ - *</c>, valid in C# and Python alike (a quotient, in C#), parameters spelled by <paramref name="spell"/>.</summary>
    public abstract string ToText(Func<string, string> spell);

    /// <summary>A number.</summary>
    public sealed record Constant(long Value) : WidthExpression
    {
        /// <inheritdoc/>
        public override long Evaluate(IReadOnlyDictionary<string, long> parameters) => Value;

        /// <inheritdoc/>
        public override string ToText(Func<string, string> spell) => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A <c>runtime</c> parameter.</summary>
    public sealed record Parameter(string Name) : WidthExpression
    {
        /// <inheritdoc/>
        public override long Evaluate(IReadOnlyDictionary<string, long> parameters) => parameters[Name];

        /// <inheritdoc/>
        public override string ToText(Func<string, string> spell) => spell(Name);
    }

    /// <summary>A sum, difference, product or whole quotient; <paramref name="Operator"/> is <c>+</c>, <c>-</c>, <c>*</c> or <c>/</c>.</summary>
    public sealed record Binary(WidthExpression Left, char Operator, WidthExpression Right) : WidthExpression
    {
        /// <inheritdoc/>
        public override long Evaluate(IReadOnlyDictionary<string, long> parameters)
        {
            long left = Left.Evaluate(parameters);
            long right = Right.Evaluate(parameters);
            return Operator switch
            {
                '+' => checked(left + right),
                '-' => checked(left - right),
                '/' => left / right,
                _ => checked(left * right),
            };
        }

        /// <inheritdoc/>
        public override string ToText(Func<string, string> spell) => $"{Wrap(Left, spell)} {Operator} {Wrap(Right, spell)}";

        private static string Wrap(WidthExpression side, Func<string, string> spell) =>
            side is Binary ? $"({side.ToText(spell)})" : side.ToText(spell);
    }
}
