namespace ArchDsl.Benchmarks.Compare;

/// <summary>What one comparison measures.</summary>
/// <param name="Networks">Names of the catalog; empty for all.</param>
/// <param name="Batches">Samples a run.</param>
/// <param name="Threads">Threads each engine computes with.</param>
/// <param name="Json">Rows as JSON instead of tables.</param>
/// <param name="Bits">The widest vectors each engine may use: 512 for whatever the machine has, or 256.</param>
/// <param name="Rounds">How often the engines take turns.</param>
/// <param name="Folder">Where models and weights are kept for the next time; null for a temporary folder.</param>
internal sealed record CompareOptions(
    IReadOnlyList<string> Networks,
    IReadOnlyList<int> Batches,
    IReadOnlyList<int> Threads,
    bool Json,
    int Bits,
    int Rounds,
    string? Folder);
