using ArchDsl.Benchmarks.Compare.Engines;

namespace ArchDsl.Benchmarks.Compare.Measuring;

/// <summary>Differences between outputs, as a part of the largest output in absolute value.</summary>
internal static class Accuracy
{
    /// <summary>How far engines may differ before their times mean nothing.</summary>
    public const double Agreement = 1e-3;

    /// <summary>The largest difference; over the values that both have.</summary>
    public static double Error(float[] values, double[] expected)
    {
        int count = Math.Min(values.Length, expected.Length);
        double scale = Math.Max(expected.Take(count).Max(Math.Abs), double.Epsilon);
        double worst = 0;
        for (int i = 0; i < count; i++)
        {
            // A NaN is further off than any number.
            double off = Math.Abs(values[i] - expected[i]);
            worst = double.IsNaN(off) ? double.PositiveInfinity : Math.Max(worst, off);
        }

        return worst / scale;
    }

    /// <summary>Checks that engines agree with each other and with double precision before they are timed.</summary>
    /// <returns>The largest difference between two engines; 0 with one alone.</returns>
    /// <exception cref="CompareException">They do not agree, or there is nothing to agree on.</exception>
    public static double Check(string what, IReadOnlyList<EngineProcess> engines, double[] expected)
    {
        if (!expected.All(double.IsFinite) || expected.Max() - expected.Min() < 1e-6)
        {
            throw new CompareException($"{what}: the weights give no meaningful output");
        }

        double worst = 0;
        foreach (EngineProcess engine in engines)
        {
            Require(what, $"{engine.Engine.Name} and double precision", Error(engine.Output, expected));
            foreach (EngineProcess other in engines.TakeWhile(e => e != engine))
            {
                double difference = Error(engine.Output, Array.ConvertAll(other.Output, v => (double)v));
                Require(what, $"{engine.Engine.Name} and {other.Engine.Name}", difference);
                worst = Math.Max(worst, difference);
            }
        }

        return worst;
    }

    private static void Require(string what, string who, double difference)
    {
        if (difference > Agreement)
        {
            throw new CompareException(FormattableString.Invariant($"{what}: {who} differ by {difference:0.0e+0}, more than {Agreement:0.0e+0}"));
        }
    }
}
