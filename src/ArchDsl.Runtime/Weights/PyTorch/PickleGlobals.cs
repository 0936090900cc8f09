namespace ArchDsl.Runtime.Weights.PyTorch;

/// <summary>What names in a checkpoint stand for: tensors, their storages and ordered dictionaries; everything else is refused.</summary>
internal sealed class PickleGlobals(string file)
{
    private static readonly Dictionary<string, object> Known = new(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = PickleCallable.OrderedDict,
        ["torch.Size"] = PickleCallable.Size,
        ["torch._utils._rebuild_tensor"] = PickleCallable.RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = PickleCallable.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = PickleCallable.RebuildParameter,
        ["torch.BoolStorage"] = new StorageType(WeightType.Bool),
        ["torch.ByteStorage"] = new StorageType(WeightType.UInt8),
        ["torch.CharStorage"] = new StorageType(WeightType.Int8),
        ["torch.ShortStorage"] = new StorageType(WeightType.Int16),
        ["torch.IntStorage"] = new StorageType(WeightType.Int32),
        ["torch.LongStorage"] = new StorageType(WeightType.Int64),
        ["torch.HalfStorage"] = new StorageType(WeightType.Float16),
        ["torch.BFloat16Storage"] = new StorageType(WeightType.BFloat16),
        ["torch.FloatStorage"] = new StorageType(WeightType.Float32),
        ["torch.DoubleStorage"] = new StorageType(WeightType.Float64),
    };

    /// <summary>What a name stands for.</summary>
    /// <exception cref="RefusedObjectException">It is none of the names that are known.</exception>
    public object Find(string module, string name) =>
        Known.TryGetValue($"{module}.{name}", out object? known) ? known : throw new RefusedObjectException(file, $"{module}.{name}");

    /// <summary>What a call of a known name gives.</summary>
    public object? Call(object? callable, PickleTuple arguments) => (callable, arguments.Items) switch
    {
        (PickleCallable.OrderedDict, []) => new PickleDict(),
        (PickleCallable.OrderedDict, [PickleList pairs]) => Pairs(pairs),
        (PickleCallable.Size, [PickleTuple sizes]) => sizes,
        (PickleCallable.RebuildParameter, [StoredTensor tensor, ..]) => tensor,
        (PickleCallable.RebuildTensor, [Storage storage, long offset, PickleTuple shape, PickleTuple strides, ..])
            => new StoredTensor(storage, offset, Numbers(shape), Numbers(strides)),
        _ => throw Malformed("a call has other arguments than PyTorch writes"),
    };

    /// <summary>The storage that PyTorch's tuple names: <c>("storage", type, key, place, count)</c>.</summary>
    public Storage Persistent(object? id) => id is PickleTuple { Items: ["storage", StorageType type, string key, _, long count, ..] }
        ? new Storage(type.Type, key, count)
        : throw Malformed("a storage is not named as PyTorch does");

    public InvalidHeaderException Malformed(string detail) => new(file, $"the checkpoint is damaged: {detail}");

    private PickleDict Pairs(PickleList list)
    {
        var dictionary = new PickleDict();
        foreach (object? item in list.Items)
        {
            dictionary.Items.Add(item switch
            {
                PickleTuple { Items: [var key, var value] } => (key, value),
                PickleList { Items: [var key, var value] } => (key, value),
                _ => throw Malformed("a dictionary holds something else than pairs"),
            });
        }

        return dictionary;
    }

    private long[] Numbers(PickleTuple tuple) => tuple.Items.Length <= TensorShape.MaxRank
        ? Array.ConvertAll(tuple.Items, item => item is long number ? number : throw Malformed("a size is no whole number"))
        : throw Malformed($"a tensor has {tuple.Items.Length} dimensions");
}
