namespace ArchDsl.Benchmarks.Compare;

/// <summary>What keeps a comparison, or one engine of it, from being made; the message is for the reader of the report.</summary>
internal sealed class CompareException(string message) : Exception(message);
