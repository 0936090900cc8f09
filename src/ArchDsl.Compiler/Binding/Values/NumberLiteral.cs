namespace ArchDsl.Compiler.Binding;

/// <summary>What a number in the text says: its value, and how fine it is written (7.07G is exact to 10M).</summary>
/// <param name="Value">The exact value.</param>
/// <param name="Unit">The weight of its last digit; 1 for a plain whole number.</param>
/// <param name="IsRounded">Whether it has a suffix, a point or an exponent, so that <c>expect</c> compares it rounded.</param>
internal sealed record NumberLiteral(Rational Value, Rational Unit, bool IsRounded)
{
    private const string Suffixes = "KMGT";

    /// <summary>Reads an INT or REAL token; null where it is too long to count.</summary>
    public static NumberLiteral? Parse(string text) => ParseWhole(text) ?? ParseAny(text);

    // Nearly all numbers are short and whole, and a network evaluates the same ones many times.
    private static NumberLiteral? ParseWhole(string text)
    {
        long value = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '9' || value > long.MaxValue / 100)
            {
                return null;
            }

            value = (value * 10) + (digit - '0');
        }

        return text.Length > 0 ? new NumberLiteral(value, 1, IsRounded: false) : null;
    }

    private static NumberLiteral? ParseAny(string text)
    {
        string digits = text.Replace("_", "");
        int suffix = digits.Length == 0 ? -1 : Suffixes.IndexOf(char.ToUpperInvariant(digits[digits.Length - 1]));
        Rational scale = 1;
        if (suffix >= 0)
        {
            digits = digits.Substring(0, digits.Length - 1);
            for (int i = 0; i <= suffix; i++)
            {
                scale *= 1000;
            }
        }

        if (digits.Length > 400 || Rational.FromDecimal(digits) is not { } value)
        {
            return null;
        }

        int exponentAt = digits.IndexOfAny(['e', 'E']);
        string mantissa = exponentAt < 0 ? digits : digits.Substring(0, exponentAt);
        int dot = mantissa.IndexOf('.');
        Rational unit = scale;
        if (dot >= 0)
        {
            unit /= Rational.FromDecimal("1e" + (mantissa.Length - dot - 1))!.Value;
        }

        if (exponentAt >= 0)
        {
            unit *= Rational.FromDecimal("1" + digits.Substring(exponentAt))!.Value;
        }

        return new NumberLiteral(value * scale, unit, suffix >= 0 || dot >= 0 || exponentAt >= 0);
    }

    /// <summary>Whether a count, rounded to this literal's last digit, is what it says.</summary>
    public bool Matches(Rational actual)
    {
        Rational difference = actual - Value;
        difference = difference.Sign < 0 ? -difference : difference;
        return IsRounded ? difference * 2 <= Unit : difference.Sign == 0;
    }
}
