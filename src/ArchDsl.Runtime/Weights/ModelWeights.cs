namespace ArchDsl.Runtime.Weights;

/// <summary>The weights of one network, all there and all of the right shape, as floats.</summary>
public sealed class ModelWeights
{
    private readonly Dictionary<string, TensorValues> _values;

    private ModelWeights(Dictionary<string, TensorValues> values) => _values = values;

    /// <summary>A tensor's values, row-major; empty where it is optional and was not in the source.</summary>
    /// <param name="key">A key of the expected list.</param>
    /// <exception cref="MissingKeyException">The key was not in the expected list.</exception>
    public ReadOnlySpan<float> this[string key] => Find(key).ToArray();

    /// <summary>
    /// A tensor's values, which are given away: nobody asks for them again, for no two layers share weights. What is left
    /// to load and what is packed already are then never in memory both as a whole.
    /// </summary>
    /// <exception cref="MissingKeyException">There is no such tensor, or it was taken before.</exception>
    internal TensorValues Take(string key)
    {
        TensorValues values = Find(key);
        _values.Remove(key);
        return values;
    }

    /// <summary>Opens a file and loads the weights of a network from it.</summary>
    /// <param name="path">A safetensors file, a PyTorch checkpoint, or what TorchSharp's <c>Module.save</c> wrote.</param>
    /// <param name="expected">Every tensor of the network.</param>
    /// <param name="allowExtra">Whether the file may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The file does not fit; lists every problem.</exception>
    /// <exception cref="WeightsException">The file is not well-formed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static ModelWeights Load(string path, IReadOnlyList<WeightSpec> expected, bool allowExtra = false) =>
        Load(path, expected, [], dialect: null, allowExtra);

    /// <summary>Opens a file and loads the weights of a network from it, whose names may be another project's.</summary>
    /// <param name="path">A safetensors file, a PyTorch checkpoint, or what TorchSharp's <c>Module.save</c> wrote.</param>
    /// <param name="expected">Every tensor of the network, under its own key.</param>
    /// <param name="dialects">What else the tensors may be called.</param>
    /// <param name="dialect">The dialect to read, empty for the network's own keys; null for the one that fits best.</param>
    /// <param name="allowExtra">Whether the file may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The file does not fit; lists every problem under the file's names.</exception>
    /// <exception cref="WeightsException">The file is not well-formed.</exception>
    /// <exception cref="ArgumentException">There is no such dialect.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static ModelWeights Load(
        string path, IReadOnlyList<WeightSpec> expected, IReadOnlyList<WeightDialect> dialects, string? dialect = null, bool allowExtra = false)
    {
        using WeightsFile file = WeightsFile.Open(path);
        return Load(file, expected, dialects, dialect, allowExtra);
    }

    /// <summary>Loads the weights of a network; checks everything before it loads anything.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem.</exception>
    public static ModelWeights Load(IWeightSource source, IReadOnlyList<WeightSpec> expected, bool allowExtra = false) =>
        Load(source, expected, [], dialect: null, allowExtra);

    /// <summary>Loads the weights of a network under its own names or another project's; checks everything before it loads anything.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network, under its own key.</param>
    /// <param name="dialects">What else the tensors may be called.</param>
    /// <param name="dialect">The dialect to read, empty for the network's own keys; null for the one that fits best.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem under the source's names.</exception>
    /// <exception cref="ArgumentException">There is no such dialect.</exception>
    public static ModelWeights Load(
        IWeightSource source, IReadOnlyList<WeightSpec> expected, IReadOnlyList<WeightDialect> dialects, string? dialect = null, bool allowExtra = false) =>
        Make(source, expected, dialects, dialect, allowExtra, staysOpen: false);

    /// <summary>
    /// As <see cref="Load(IWeightSource, IReadOnlyList{WeightSpec}, IReadOnlyList{WeightDialect}, string?, bool)"/>, but the
    /// values of an open file are read as they are asked for: it has to stay open until then.
    /// </summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network, under its own key.</param>
    /// <param name="dialects">What else the tensors may be called; null for nothing.</param>
    /// <param name="dialect">The dialect to read, empty for the network's own keys; null for the one that fits best.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem under the source's names.</exception>
    /// <exception cref="ArgumentException">There is no such dialect.</exception>
    public static ModelWeights Open(
        IWeightSource source, IReadOnlyList<WeightSpec> expected, IReadOnlyList<WeightDialect>? dialects = null, string? dialect = null, bool allowExtra = false) =>
        Make(source, expected, dialects ?? [], dialect, allowExtra, staysOpen: true);

    /// <summary>Checks that a source has every tensor of a network, in its shape, as floating-point numbers.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem.</exception>
    public static void Check(IWeightSource source, IReadOnlyList<WeightSpec> expected, bool allowExtra = false) =>
        Check(source, expected, [], dialect: null, allowExtra);

    /// <summary>Checks that a source has every tensor of a network, under its own names or another project's, in its shape, as floating-point numbers.</summary>
    /// <param name="source">Where the tensors are.</param>
    /// <param name="expected">Every tensor of the network, under its own key.</param>
    /// <param name="dialects">What else the tensors may be called.</param>
    /// <param name="dialect">The dialect to read, empty for the network's own keys; null for the one that fits best.</param>
    /// <param name="allowExtra">Whether the source may hold more than the network needs.</param>
    /// <returns>The dialect that gives the source's keys.</returns>
    /// <exception cref="WeightsMismatchException">The source does not fit; lists every problem under the source's names.</exception>
    /// <exception cref="ArgumentException">There is no such dialect.</exception>
    public static WeightDialect Check(
        IWeightSource source, IReadOnlyList<WeightSpec> expected, IReadOnlyList<WeightDialect> dialects, string? dialect = null, bool allowExtra = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(dialects);
        WeightDialect names = dialect is null ? WeightDialect.Find(source, expected, dialects) : WeightDialect.Named(dialect, dialects);
        IReadOnlyList<WeightsException> problems = WeightsMatcher.FindProblems(source, names.Of(expected), allowExtra);
        return problems.Count == 0 ? names : throw new WeightsMismatchException(source.Name, names, problems);
    }

    private static ModelWeights Make(
        IWeightSource source, IReadOnlyList<WeightSpec> expected, IReadOnlyList<WeightDialect> dialects, string? dialect, bool allowExtra, bool staysOpen)
    {
        WeightDialect names = Check(source, expected, dialects, dialect, allowExtra);
        var values = new Dictionary<string, TensorValues>(expected.Count, StringComparer.Ordinal);
        foreach (WeightSpec spec in expected)
        {
            values[spec.Key] = Values(source, names[spec.Key], spec, staysOpen);
        }

        return new ModelWeights(values);
    }

    private static TensorValues Values(IWeightSource source, string key, WeightSpec spec, bool staysOpen)
    {
        if (!source.TryGetInfo(key, out _))
        {
            return new LoadedValues([]);
        }

        if (staysOpen && source is WeightsFile file && file.IsRowMajor(key))
        {
            return new StoredValues(file, key);
        }

        float[] floats = new float[spec.Shape.ElementCount];
        source.ReadFloats(key, floats);
        return new LoadedValues(floats);
    }

    private TensorValues Find(string key) => _values.TryGetValue(key, out TensorValues? values)
        ? values
        : throw new MissingKeyException(key, shape: null, KeySuggestion.Nearest(key, _values.Keys));
}
