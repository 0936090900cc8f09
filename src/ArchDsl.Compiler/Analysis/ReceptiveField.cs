using System.Globalization;

namespace ArchDsl.Compiler.Analysis;

/// <summary>How much of the input one number of a map can depend on.</summary>
/// <param name="Height">Rows of the input that sliding windows reach, padding not cut off; the most over all paths.</param>
/// <param name="Width">Columns, likewise.</param>
/// <param name="SeesWholeInput">Whether a path also goes through a global pool or a linear layer over a whole map.</param>
public readonly record struct ReceptiveField(int Height, int Width, bool SeesWholeInput)
{
    /// <summary><c>427x427</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Height, Width);
}
