namespace ArchDsl.Runtime.Weights;

/// <summary>One tensor and where its bytes begin in the source.</summary>
internal sealed record WeightEntry(WeightInfo Info, long Offset);

/// <summary>What a reader found: tensors in the file's order, and the file's notes about itself.</summary>
internal sealed record WeightTable(
    WeightsFormat Format, IReadOnlyList<WeightEntry> Entries, IReadOnlyDictionary<string, string> Metadata);
