using System.Globalization;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>Numbers at equal distances: first, first + step, …</summary>
internal sealed record Progression(int First, int Step, int Count)
{
    /// <summary>A list as the fewest progressions that a walk along it finds.</summary>
    public static IReadOnlyList<Progression> Of(IReadOnlyList<int> numbers)
    {
        var runs = new List<Progression>();
        int first = 0;
        while (first < numbers.Count)
        {
            int step = first + 1 < numbers.Count ? numbers[first + 1] - numbers[first] : 1;
            int last = first + 1;
            while (last < numbers.Count && numbers[last] - numbers[last - 1] == step)
            {
                last++;
            }

            runs.Add(new Progression(numbers[first], step, last - first));
            first = last;
        }

        return runs;
    }

    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, Step == 1 ? "{0} + {2}" : "{0} + {2} by {1}", First, Step, Count);
}
