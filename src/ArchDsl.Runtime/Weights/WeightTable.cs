namespace ArchDsl.Runtime.Weights;

/// <summary>One tensor and where its bytes begin in the source.</summary>
/// <param name="Info">Its key, shape and type.</param>
/// <param name="Offset">The first element's place.</param>
/// <param name="Strides">Elements from one to the next, by dimension; null where they lie in row-major order.</param>
internal sealed record WeightEntry(WeightInfo Info, long Offset, long[]? Strides = null);

/// <summary>What a reader found: tensors in the file's order, and the file's notes about itself.</summary>
internal sealed record WeightTable(
    WeightsFormat Format, IReadOnlyList<WeightEntry> Entries, IReadOnlyDictionary<string, string> Metadata);
