namespace ILGPU;

/// <summary>A device lacks what every kernel needs.</summary>
public sealed class CapabilityNotSupportedException(string message) : Exception(message);
