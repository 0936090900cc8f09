namespace ArchDsl.Runtime.Weights;

/// <summary>Compares what a network needs with what a source has.</summary>
internal static class WeightsMatcher
{
    // Suggestions cost a search each; a file of another network misses everything.
    private const int MostSuggestions = 30;

    public static IReadOnlyList<WeightsException> FindProblems(
        IWeightSource source, IReadOnlyList<WeightSpec> expected, bool allowExtra)
    {
        List<string> extra = Extra(source, expected);
        var problems = new List<WeightsException>();
        int missing = 0;
        foreach (WeightSpec spec in expected)
        {
            if (source.TryGetInfo(spec.Key, out WeightInfo? info))
            {
                AddMismatch(spec, info, problems);
            }
            else if (spec.Required && !WeightSpec.IsBatchCounter(spec.Key))
            {
                string? nearest = missing++ < MostSuggestions ? KeySuggestion.Nearest(spec.Key, extra) : null;
                problems.Add(new MissingKeyException(spec.Key, spec.Shape, nearest));
            }
        }

        foreach (string key in allowExtra ? [] : extra)
        {
            if (source.TryGetInfo(key, out WeightInfo? info))
            {
                problems.Add(new UnexpectedKeyException(info));
            }
        }

        return problems;
    }

    // Without LINQ, as all of loading: see Arrays.
    private static List<string> Extra(IWeightSource source, IReadOnlyList<WeightSpec> expected)
    {
        var wanted = new HashSet<string>(expected.Count, StringComparer.Ordinal);
        foreach (WeightSpec spec in expected)
        {
            wanted.Add(spec.Key);
        }

        var extra = new List<string>();
        foreach (string key in source.Keys)
        {
            if (!wanted.Contains(key) && !WeightSpec.IsBatchCounter(key))
            {
                extra.Add(key);
            }
        }

        return extra;
    }

    private static void AddMismatch(WeightSpec spec, WeightInfo info, List<WeightsException> problems)
    {
        if (info.Shape != spec.Shape)
        {
            problems.Add(new ShapeMismatchException(spec.Key, spec.Shape, info.Shape));
        }

        if (!WeightTypes.IsFloat(info.Type) && !WeightSpec.IsBatchCounter(spec.Key))
        {
            problems.Add(new TypeMismatchException(info));
        }
    }
}
