namespace ArchDsl.Runtime.Gpu;

/// <summary>A kernel that can do a step.</summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
/// <param name="Kernel">The kernel's method.</param>
/// <param name="Shape">How it is launched.</param>
/// <param name="Pack">Packs the weights as it reads them and adds their places; null where there are none.</param>
/// <param name="IsFast">Whether it multiplies in TF32 on tensor cores.</param>
public readonly record struct GpuCandidate<TKernel>(TKernel Kernel, LaunchShape Shape, Func<Places, Places>? Pack = null, bool IsFast = false)
    where TKernel : Delegate;
