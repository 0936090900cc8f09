namespace ArchDsl.Cli.Pictures;

/// <summary>How wide a text will be in Helvetica or Arial, with a little to spare for the fonts that stand in for them.</summary>
internal static class TextWidth
{
    private const double Spare = 1.06;

    public static double Of(string text, double size, bool isBold = false) =>
        Spare * (isBold ? 1.07 : 1) * size * text.Sum(Advance);

    // In parts of the size, by kind of letter: the font itself is the reader's.
    private static double Advance(char ch) => ch switch
    {
        'i' or 'j' or 'l' or '\'' or '|' => 0.23,
        ' ' or '.' or ',' or ':' or ';' or 'f' or 't' or 'I' or '/' or '(' or ')' or '[' or ']' or '!' or '·' => 0.29,
        'r' or '-' => 0.34,
        'm' or 'M' or 'w' or 'W' or '%' or '@' => 0.88,
        >= 'A' and <= 'Z' => 0.69,
        '+' or '=' or '<' or '>' or '×' => 0.585,
        '…' => 1.0,
        >= '\u2E80' => 1.0,
        _ => 0.556,
    };
}
