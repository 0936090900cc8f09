using System.Globalization;
using System.Numerics;

namespace ArchDsl.Compiler.Binding;

/// <summary>An exact fraction in lowest terms: 1/2 is a half and 0.1 a tenth.</summary>
internal readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominatorMinusOne;

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        _denominatorMinusOne = denominator - 1;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominatorMinusOne + 1;

    public bool IsInteger => _denominatorMinusOne.IsZero;

    public int Sign => Numerator.Sign;

    /// <summary>How large the fraction is to write down; a bound on it keeps arithmetic from growing without end.</summary>
    public int Bytes => Numerator.ToByteArray().Length + _denominatorMinusOne.ToByteArray().Length;

    public static Rational Create(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0)
        {
            (numerator, denominator) = (-numerator, -denominator);
        }

        if (denominator.IsOne)
        {
            return new Rational(numerator, denominator);
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new Rational(numerator / divisor, denominator / divisor);
    }

    /// <summary>Exactly the number a double holds.</summary>
    public static Rational FromDouble(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent == 0)
        {
            exponent++;
        }
        else
        {
            mantissa |= 1L << 52;
        }

        exponent -= 1075;
        BigInteger numerator = bits < 0 ? -mantissa : mantissa;
        return exponent >= 0
            ? Create(numerator << exponent, BigInteger.One)
            : Create(numerator, BigInteger.One << -exponent);
    }

    public static implicit operator Rational(long value) => new(value, BigInteger.One);

    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new Rational(a.Numerator + b.Numerator, BigInteger.One)
        : Create((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new Rational(a.Numerator * b.Numerator, BigInteger.One)
        : Create(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) =>
        b.Sign == 0 ? throw new DivideByZeroException() : Create(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public BigInteger Floor()
    {
        if (IsInteger)
        {
            return Numerator;
        }

        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>To the nearest whole number, a tie to the even one: RegNet's published widths depend on it.</summary>
    public BigInteger RoundHalfEven()
    {
        if (IsInteger)
        {
            return Numerator;
        }

        BigInteger floor = Floor();
        Rational rest = this - Create(floor, BigInteger.One);
        int side = rest.CompareTo(Create(BigInteger.One, 2));
        return side > 0 || (side == 0 && !floor.IsEven) ? floor + 1 : floor;
    }

    public double ToDouble()
    {
        // A double's range is far smaller than a BigInteger's: scale both sides down together first.
        BigInteger numerator = Numerator;
        BigInteger denominator = Denominator;
        int excess = Math.Max(numerator.ToByteArray().Length, denominator.ToByteArray().Length) - 100;
        if (excess > 0)
        {
            numerator >>= excess * 8;
            denominator >>= excess * 8;
        }

        return denominator.IsZero ? (Sign < 0 ? double.MinValue : double.MaxValue) : (double)numerator / (double)denominator;
    }

    public int CompareTo(Rational other) => IsInteger && other.IsInteger ? Numerator.CompareTo(other.Numerator) : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && _denominatorMinusOne == other._denominatorMinusOne;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => unchecked((Numerator.GetHashCode() * 31) + _denominatorMinusOne.GetHashCode());

    /// <summary>A whole number, a short decimal, or <c>a/b</c> where no short decimal is exact.</summary>
    public override string ToString()
    {
        if (IsInteger)
        {
            return Numerator.ToString(CultureInfo.InvariantCulture);
        }

        double value = ToDouble();
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Length <= 8 && FromDecimal(text) is { } parsed && parsed == this
            ? text
            : string.Format(CultureInfo.InvariantCulture, "{0}/{1}", Numerator, Denominator);
    }

    /// <summary>Reads <c>12</c>, <c>0.5</c>, <c>1e-3</c> exactly; null for anything else.</summary>
    public static Rational? FromDecimal(string text)
    {
        int exponentAt = text.IndexOfAny(['e', 'E']);
        string mantissa = exponentAt < 0 ? text : text.Substring(0, exponentAt);
        int exponent = 0;
        if (exponentAt >= 0 && (!int.TryParse(text.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 400))
        {
            return null;
        }

        int dot = mantissa.IndexOf('.');
        string digits = dot < 0 ? mantissa : mantissa.Remove(dot, 1);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number))
        {
            return null;
        }

        exponent -= dot < 0 ? 0 : mantissa.Length - dot - 1;
        return exponent >= 0
            ? Create(number * BigInteger.Pow(10, exponent), BigInteger.One)
            : Create(number, BigInteger.Pow(10, -exponent));
    }
}
