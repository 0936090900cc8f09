using System.Diagnostics.CodeAnalysis;

namespace ArchDsl.Runtime.Weights;

/// <summary>Named tensors whose values are read as floats.</summary>
public interface IWeightSource
{
    /// <summary>What messages call the source: a file's path as it was given.</summary>
    string Name { get; }

    /// <summary>The keys in the source's order, each once.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="info">Its shape and type.</param>
    /// <returns>Whether there is one of that key.</returns>
    bool TryGetInfo(string key, [NotNullWhen(true)] out WeightInfo? info);

    /// <summary>Reads a tensor's values in row-major order, converted to single precision.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="destination">As many floats as the tensor has elements.</param>
    /// <exception cref="MissingKeyException">There is no such tensor.</exception>
    /// <exception cref="ArgumentException">The destination's length is not the number of elements.</exception>
    void ReadFloats(string key, Span<float> destination);
}
