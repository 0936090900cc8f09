using System.Globalization;

namespace ArchDsl.Ptx.Text;

/// <summary>Reads literals: decimal, hexadecimal and binary integers, and floats by value or by bits.</summary>
internal static class Numbers
{
    private static readonly PtxType Integer = new(TypeKind.Bits, 64);
    private static readonly PtxType Single = new(TypeKind.Float, 32);
    private static readonly PtxType Double = new(TypeKind.Float, 64);

    public static NumberOperand Parse(Token token)
    {
        string text = token.Text;
        string digits = text.Length > 2 ? text[2..] : "";
        NumberOperand? number = text[..Math.Min(2, text.Length)] switch
        {
            "0x" or "0X" => Whole(digits.TrimEnd('U'), NumberStyles.AllowHexSpecifier),
            "0b" or "0B" => Whole(digits.TrimEnd('U'), NumberStyles.AllowBinarySpecifier),
            "0f" or "0F" => digits.Length == 8 ? Whole(digits, NumberStyles.AllowHexSpecifier) is { } bits ? bits with { Type = Single } : null : null,
            "0d" or "0D" => digits.Length == 16 ? Whole(digits, NumberStyles.AllowHexSpecifier) is { } bits ? bits with { Type = Double } : null : null,
            _ when text.Contains('.') => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? new NumberOperand(BitConverter.DoubleToUInt64Bits(value), Double)
                : null,
            _ => text.Length > 1 && text[0] == '0' ? null : Whole(text.TrimEnd('U'), NumberStyles.None),
        };
        return number ?? throw new PtxSyntaxException(token.Line, $"'{text}' is not a number");
    }

    public static NumberOperand Negate(NumberOperand number) => number.Type.Kind switch
    {
        TypeKind.Float => number with { Bits = number.Bits ^ (1UL << (number.Type.Width - 1)) },
        _ => number with { Bits = 0 - number.Bits },
    };

    private static NumberOperand? Whole(string digits, NumberStyles style) =>
        ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out ulong value) ? new NumberOperand(value, Integer) : null;
}
