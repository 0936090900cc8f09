using System.Diagnostics.CodeAnalysis;

namespace ArchDsl.Runtime.Weights;

/// <summary>Tensors collected in memory, such as those of a trained module, in the order they were added.</summary>
/// <param name="name">What messages call the set.</param>
public sealed class WeightSet(string name = "weights") : IWeightSource
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, WeightData> _tensors = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>The tensors, in the order they were added.</summary>
    public IEnumerable<WeightData> Tensors => _keys.Select(key => _tensors[key]);

    /// <summary>Adds a tensor.</summary>
    /// <param name="tensor">The tensor, under a key that is not there yet.</param>
    /// <returns>This set.</returns>
    /// <exception cref="DuplicateKeyException">The key is there already.</exception>
    public WeightSet Add(WeightData tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!_tensors.TryAdd(tensor.Info.Key, tensor))
        {
            throw new DuplicateKeyException(name, tensor.Info.Key);
        }

        _keys.Add(tensor.Info.Key);
        return this;
    }

    /// <inheritdoc/>
    public bool TryGetInfo(string key, [NotNullWhen(true)] out WeightInfo? info)
    {
        info = _tensors.TryGetValue(key, out WeightData? tensor) ? tensor.Info : null;
        return info is not null;
    }

    /// <inheritdoc/>
    public void ReadFloats(string key, Span<float> destination)
    {
        if (!_tensors.TryGetValue(key, out WeightData? tensor))
        {
            throw new MissingKeyException(key, shape: null, KeySuggestion.Nearest(key, _keys));
        }

        if (destination.Length != tensor.Info.Shape.ElementCount)
        {
            throw new ArgumentException($"'{key}' has shape {tensor.Info.Shape}", nameof(destination));
        }

        FloatConversion.ToFloats(tensor.Info.Type, tensor.Bytes.Span, destination);
    }
}
