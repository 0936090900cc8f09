namespace ArchDsl.Runtime.Weights;

/// <summary>The weights of one network, all there and all of the right shape, as floats.</summary>
public sealed class ModelWeights
{
    private readonly Dictionary<string, float[]> _values;

    private ModelWeights(Dictionary<string, float[]> values) => _values = values;

    /// <summary>A tensor's values, row-major; empty where it is optional and was not in the source.</summary>
    /// <param name="key">A key of the expected list.</param>
    /// <exception cref="MissingKeyException">The key was not in the expected list.</exception>
    public ReadOnlySpan<float> this[string key] => _values.TryGetValue(key, out float[]? values)
        ? values
        : throw new MissingKeyException(key, shape: null, KeySuggestion.Nearest(key, _values.Keys));

    /// <summary>Opens a file and loads the weights of a network from it.</summary>
    /// <param name="path">A safetensors file, or one that TorchSharp's <c>Module.save</c> wrote.</param>
    /// <param name="expected">Every tensor of the network.</param>
    /// <param name="allowExtra">Whether the file may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The file does not fit; lists every problem.</exception>
    /// <exception cref="WeightsException">The file is not well-formed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static ModelWeights Load(string path, IReadOnlyList<WeightSpec> expected, bool allowExtra = false)
    {
        using WeightsFile file = WeightsFile.Open(path);
        return Load(file, expected, allowExtra);
    }

    /// <summary>Loads the weights of a network; checks everything before it loads anything.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem.</exception>
    public static ModelWeights Load(IWeightSource source, IReadOnlyList<WeightSpec> expected, bool allowExtra = false)
    {
        Check(source, expected, allowExtra);
        var values = new Dictionary<string, float[]>(expected.Count, StringComparer.Ordinal);
        foreach (WeightSpec spec in expected)
        {
            float[] floats = source.TryGetInfo(spec.Key, out _) ? new float[spec.Shape.ElementCount] : [];
            if (floats.Length > 0)
            {
                source.ReadFloats(spec.Key, floats);
            }

            values[spec.Key] = floats;
        }

        return new ModelWeights(values);
    }

    /// <summary>Checks that a source has every tensor of a network, in its shape, as floating-point numbers.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem.</exception>
    public static void Check(IWeightSource source, IReadOnlyList<WeightSpec> expected, bool allowExtra = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(expected);
        IReadOnlyList<WeightsException> problems = WeightsMatcher.FindProblems(source, expected, allowExtra);
        if (problems.Count > 0)
        {
            throw new WeightsMismatchException(source.Name, problems);
        }
    }
}
