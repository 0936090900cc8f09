using System.Text;

namespace ArchDsl.Runtime.Weights;

/// <summary>A tensor is not there.</summary>
public sealed class MissingKeyException : WeightsException
{
    internal MissingKeyException(string key, TensorShape? shape, string? suggestion)
        : base(Describe(key, shape, suggestion), key) => Suggestion = suggestion;

    /// <summary>The nearest key that is there, or null.</summary>
    public string? Suggestion { get; }

    private static string Describe(string key, TensorShape? shape, string? suggestion)
    {
        string ofShape = shape is { } known ? $" of shape {known}" : "";
        string help = suggestion is null ? "" : $"; did you mean {Quote(suggestion)}?";
        return $"{Quote(key)}{ofShape} is missing{help}";
    }
}

/// <summary>A file holds a tensor that the network does not have.</summary>
public sealed class UnexpectedKeyException : WeightsException
{
    internal UnexpectedKeyException(WeightInfo info)
        : base($"{Quote(info.Key)} of shape {info.Shape} is not part of the network", info.Key)
    {
    }
}

/// <summary>A tensor's shape is not the network's.</summary>
public sealed class ShapeMismatchException : WeightsException
{
    internal ShapeMismatchException(string key, TensorShape expected, TensorShape actual)
        : base($"{Quote(key)} has shape {actual}, but the network needs {expected}", key)
    {
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The shape the network needs.</summary>
    public TensorShape Expected { get; }

    /// <summary>The shape that was found.</summary>
    public TensorShape Actual { get; }
}

/// <summary>A tensor holds whole numbers where the network needs real ones.</summary>
public sealed class TypeMismatchException : WeightsException
{
    internal TypeMismatchException(WeightInfo info)
        : base(
            $"{Quote(info.Key)} of shape {info.Shape} has type {WeightTypes.NameOf(info.Type)}, "
            + "but the network needs F16, BF16, F32 or F64",
            info.Key) => Actual = info.Type;

    /// <summary>The type that was found.</summary>
    public WeightType Actual { get; }
}

/// <summary>Weights do not fit a network; nothing of them was loaded.</summary>
public sealed class WeightsMismatchException : WeightsException
{
    private const int MostShown = 30;

    internal WeightsMismatchException(string source, WeightDialect names, IReadOnlyList<WeightsException> problems)
        : base(Describe(source, names, problems), problems[0].Key, problems[0])
    {
        Dialect = names;
        Problems = problems;
    }

    /// <summary>The naming that was compared with: the one asked for, or the one that fits best.</summary>
    public WeightDialect Dialect { get; }

    /// <summary>Every missing, unexpected and mis-shaped tensor, in the network's order, unexpected ones last.</summary>
    public IReadOnlyList<WeightsException> Problems { get; }

    private static string Describe(string source, WeightDialect names, IReadOnlyList<WeightsException> problems)
    {
        string count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        string under = names.Name.Length == 0 ? "" : $" under the names of {names}";
        var text = new StringBuilder($"{source} does not fit the network{under}: {count}");
        foreach (WeightsException problem in problems.Take(MostShown))
        {
            text.Append("\n  ").Append(problem.Message);
        }

        return problems.Count > MostShown ? text.Append($"\n  and {problems.Count - MostShown} more").ToString() : text.ToString();
    }
}
