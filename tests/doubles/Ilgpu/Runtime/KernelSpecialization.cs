namespace ILGPU.Runtime;

/// <summary>How many threads and groups a kernel is compiled for.</summary>
public readonly struct KernelSpecialization(int? maxNumThreadsPerGroup, int? minNumGroupsPerMultiprocessor)
{
    public static readonly KernelSpecialization Empty;

    public int? MaxNumThreadsPerGroup { get; } = maxNumThreadsPerGroup;
    public int? MinNumGroupsPerMultiprocessor { get; } = minNumGroupsPerMultiprocessor;
}
