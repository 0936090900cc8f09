namespace ArchDsl.Runtime.Gpu;

/// <summary>What a device can run at once.</summary>
/// <param name="Name">The device's name, for messages.</param>
/// <param name="Multiprocessors">How many groups of threads it runs at once at least.</param>
/// <param name="MaxThreads">Threads of a group at most.</param>
/// <param name="MaxSharedBytes">Bytes of memory that the threads of a group share at most.</param>
/// <param name="MaxGroupsX">Groups of a launch at most, in X.</param>
/// <param name="MaxGroupsY">Groups of a launch at most, in Y.</param>
/// <param name="MaxGroupsZ">Groups of a launch at most, in Z.</param>
/// <param name="HasTf32">Whether it has tensor cores for TF32: CUDA devices from compute capability 8.0 on.</param>
public sealed record GpuLimits(string Name, int Multiprocessors, int MaxThreads, int MaxSharedBytes, int MaxGroupsX, int MaxGroupsY, int MaxGroupsZ, bool HasTf32 = false);
