using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>A number within a generated class: a literal, a constructor parameter or a sum of such.</summary>
internal abstract record Amount
{
    /// <summary>Its text; a sum is not wrapped in parentheses.</summary>
    public abstract string ToText(Func<string, string> spell);

    /// <summary>Whether it is this literal.</summary>
    public bool Is(double value) => this switch
    {
        Whole whole => whole.Value == value,
        Real real => real.Value == value,
        _ => false,
    };

    /// <summary>The sum of two channel counts.</summary>
    public static Amount operator +(Amount left, Amount right) => (left, right) switch
    {
        (Whole a, Whole b) => new Whole(checked(a.Value + b.Value)),
        (Runtime or Whole, Runtime or Whole) => new Runtime(new WidthExpression.Binary(Width(left), '+', Width(right))),
        _ => Sum.Of(left, right),
    };

    private static WidthExpression Width(Amount amount) =>
        amount is Runtime runtime ? runtime.Expression : new WidthExpression.Constant(((Whole)amount).Value);

    /// <summary>A whole number.</summary>
    internal sealed record Whole(long Value) : Amount
    {
        public override string ToText(Func<string, string> spell) => Numbers.Whole(Value);
    }

    /// <summary>A real number, such as a probability.</summary>
    internal sealed record Real(double Value) : Amount
    {
        public override string ToText(Func<string, string> spell) => Numbers.Real(Value);
    }

    /// <summary>A constructor parameter of the class.</summary>
    internal sealed record Parameter(string Name) : Amount
    {
        public override string ToText(Func<string, string> spell) => spell(Name);
    }

    /// <summary>Arithmetic on runtime parameters; only the class of the whole network has these.</summary>
    internal sealed record Runtime(WidthExpression Expression) : Amount
    {
        public override string ToText(Func<string, string> spell) => Expression.ToText(spell);
    }

    /// <summary>Parameters, each as often as it occurs, and a constant.</summary>
    internal sealed record Sum : Amount
    {
        private readonly (string Name, long Times)[] _terms;
        private readonly long _constant;

        private Sum((string Name, long Times)[] terms, long constant)
        {
            _terms = terms;
            _constant = constant;
        }

        public static Amount Of(params Amount[] parts)
        {
            var terms = new List<(string Name, long Times)>();
            long constant = 0;
            foreach (Amount part in parts)
            {
                (IEnumerable<(string Name, long Times)> more, long add) = part switch
                {
                    Sum sum => (sum._terms, sum._constant),
                    Parameter parameter => ([(parameter.Name, 1L)], 0L),
                    Whole whole => ([], whole.Value),
                    _ => throw new InvalidOperationException($"{part} is not part of a sum"),
                };
                constant += add;
                foreach ((string name, long times) in more)
                {
                    int at = terms.FindIndex(t => t.Name == name);
                    if (at < 0)
                    {
                        terms.Add((name, times));
                    }
                    else
                    {
                        terms[at] = (name, terms[at].Times + times);
                    }
                }
            }

            return new Sum(terms.ToArray(), constant);
        }

        public override string ToText(Func<string, string> spell)
        {
            IEnumerable<string> terms = _terms.Select(t => t.Times == 1 ? spell(t.Name) : $"{Numbers.Whole(t.Times)} * {spell(t.Name)}");
            return string.Join(" + ", _constant == 0 ? terms : terms.Concat([Numbers.Whole(_constant)]));
        }

        public bool Equals(Sum? other) => other is not null && _constant == other._constant && _terms.SequenceEqual(other._terms);

        public override int GetHashCode() => _terms.Aggregate(_constant.GetHashCode(), (hash, t) => unchecked((hash * 31) + t.GetHashCode()));
    }
}
