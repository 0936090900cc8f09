using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Compiler.Binding;

/// <summary>Counts the networks of a space by running its arch with the values of a point.</summary>
internal sealed class PointMeter(IReadOnlyList<Declaration> chain, IReadOnlyList<VariedParameter> varied, CompilerOptions options) : IPointMeter
{
    private readonly KnownCosts _known = new();

    public Measurement Measure(int[] point, in CostCeiling ceiling)
    {
        var values = new KeyValuePair<string, Value>[varied.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new(varied[i].Parameter.Name, varied[i].At(point));
        }

        return Elaborator.Measure(chain, options, new Measuring(values, ceiling, _known));
    }
}
