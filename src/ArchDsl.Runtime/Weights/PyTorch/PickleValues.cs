namespace ArchDsl.Runtime.Weights.PyTorch;

/// <summary>The pairs of a dictionary, in order. They are never looked up by hash: a key may be anything.</summary>
internal sealed class PickleDict
{
    public List<(object? Key, object? Value)> Items { get; } = [];
}

internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}

internal sealed record PickleTuple(object?[] Items)
{
    public static PickleTuple Empty { get; } = new([]);
}

/// <summary>The only things a checkpoint may name; what they would do in Python is done here, nothing is looked up.</summary>
internal enum PickleCallable
{
    OrderedDict,
    Size,
    RebuildTensor,
    RebuildParameter,
}

/// <summary>A storage's element type, as <c>torch.FloatStorage</c> names it.</summary>
internal sealed record StorageType(WeightType Type);

/// <summary>A run of elements that tensors share, kept in an entry of the archive.</summary>
internal sealed record Storage(WeightType Type, string Key, long Count);

/// <summary>A view of a storage.</summary>
/// <param name="Storage">The elements.</param>
/// <param name="Offset">The first one's index.</param>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="Strides">Elements from one to the next, by dimension.</param>
internal sealed record StoredTensor(Storage Storage, long Offset, long[] Shape, long[] Strides);
