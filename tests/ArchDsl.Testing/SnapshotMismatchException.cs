using Xunit.Sdk;

namespace ArchDsl.Testing;

/// <summary>A test's output differs from its <c>.verified.</c> files; the message lists every difference.</summary>
public sealed class SnapshotMismatchException(string message) : XunitException(message);
