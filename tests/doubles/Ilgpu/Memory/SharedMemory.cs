using ILGPU.Runtime;
using ILGPU.Simulation;

namespace ILGPU;

/// <summary>The memory that the threads of one group share. Every group finds it poisoned.</summary>
public static class SharedMemory
{
    public static ref T Allocate<T>()
        where T : unmanaged =>
        ref Allocate<T>(1)[0];

    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged =>
        GroupExecution.Required.Shared.Allocate<T>(extent);

    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged =>
        Allocate<T>(extent.X);

    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged =>
        GroupExecution.Required.Shared.Dynamic<T>();
}
