using System.Globalization;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>Numbers as literals of C# and Python alike.</summary>
internal static class Numbers
{
    public static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number, always with a point or an exponent.</summary>
    public static string Real(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e");
        return text.IndexOfAny(['.', 'e']) < 0 ? text + ".0" : text;
    }

    /// <summary>With thousands set off by commas, for prose.</summary>
    public static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
