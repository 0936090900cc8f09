namespace ArchDsl.Runtime.Weights;

/// <summary>One tensor a network needs.</summary>
/// <param name="Key">Its name: <c>c3.osa2.conv1.conv.weight</c>.</param>
/// <param name="Shape">The shape it must have.</param>
/// <param name="Required">Whether a file without it is refused. Never so for <c>num_batches_tracked</c>.</param>
public sealed record WeightSpec(string Key, TensorShape Shape, bool Required = true)
{
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>
    /// Whether a key is a norm's count of training batches: inference has no use for it, so it may be missing,
    /// may be left over, and holds whole numbers.
    /// </summary>
    /// <param name="key">The full key.</param>
    public static bool IsBatchCounter(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key == BatchCounter || key.EndsWith("." + BatchCounter, StringComparison.Ordinal);
    }
}
