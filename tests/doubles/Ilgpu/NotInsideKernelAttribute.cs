namespace ILGPU;

/// <summary>A method that kernels must not call.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class NotInsideKernelAttribute : Attribute;
