namespace ArchDsl.Runtime.Weights.PyTorch;

/// <summary>Finds the tensors in what a checkpoint holds.</summary>
internal static class StateDict
{
    private const string Wrapper = "module.";

    private static readonly string[] Usual = ["state_dict", "model_state_dict", "model"];

    /// <summary>The tensors under their keys: those of the checkpoint itself, else of the dictionary that usually holds them, else of the only one.</summary>
    /// <exception cref="InvalidHeaderException">There are none.</exception>
    public static IReadOnlyList<(string Key, StoredTensor Tensor)> Find(string file, object? checkpoint)
    {
        if (checkpoint is not PickleDict root)
        {
            throw new InvalidHeaderException(file, "the checkpoint holds no dictionary of tensors; save a state_dict");
        }

        (string Name, List<(string, StoredTensor)> Tensors)[] inner =
        [
            .. root.Items.Where(item => item is { Key: string, Value: PickleDict })
                .Select(item => ((string)item.Key!, Tensors((PickleDict)item.Value!)))
                .Where(item => item.Item2.Count > 0),
        ];
        List<(string, StoredTensor)> tensors = Tensors(root);
        if (tensors.Count == 0 && (inner.Length == 1 || inner.Any(i => Usual.Contains(i.Name))))
        {
            tensors = inner.MinBy(i => Array.IndexOf(Usual, i.Name) is >= 0 and var place ? place : Usual.Length).Tensors;
        }

        return tensors.Count > 0 || root.Items.Count == 0 ? WithoutWrapper(tensors) : throw new InvalidHeaderException(
            file,
            $"the checkpoint has no tensors of its own and none under {string.Join(", ", Usual)}; it holds {string.Join(", ", root.Items.Take(10).Select(i => WeightsException.Quote(i.Key as string ?? "?")))}");
    }

    private static List<(string, StoredTensor)> Tensors(PickleDict dictionary) =>
        [.. dictionary.Items.Where(item => item is { Key: string, Value: StoredTensor }).Select(item => ((string)item.Key!, (StoredTensor)item.Value!))];

    // What trains on several devices puts a segment in front of every key.
    private static IReadOnlyList<(string, StoredTensor)> WithoutWrapper(List<(string Key, StoredTensor Tensor)> tensors) =>
        tensors.Count > 0 && tensors.All(t => t.Key.Length > Wrapper.Length && t.Key.StartsWith(Wrapper, StringComparison.Ordinal))
            ? [.. tensors.Select(t => (t.Key[Wrapper.Length..], t.Tensor))]
            : tensors;
}
