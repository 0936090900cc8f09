namespace ILGPU;

/// <summary>A kernel that cannot be compiled. The inner exception says why.</summary>
public sealed class InternalCompilerException(string message, Exception innerException) : Exception(message, innerException);
