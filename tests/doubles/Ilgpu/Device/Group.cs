using ILGPU.Simulation;

namespace ILGPU;

/// <summary>The group of the running thread.</summary>
public static class Group
{
    public static int IdxX => GroupExecution.Required.ThreadIndex.X;
    public static int IdxY => GroupExecution.Required.ThreadIndex.Y;
    public static int IdxZ => GroupExecution.Required.ThreadIndex.Z;
    public static Index3D Index => GroupExecution.Required.ThreadIndex;
    public static int DimX => GroupExecution.Required.GroupDim.X;
    public static int DimY => GroupExecution.Required.GroupDim.Y;
    public static int DimZ => GroupExecution.Required.GroupDim.Z;
    public static Index3D Dimension => GroupExecution.Required.GroupDim;
    public static int LinearIndex => GroupExecution.Required.Thread;
    public static bool IsFirstThread => LinearIndex == 0;
    public static bool IsLastThread => LinearIndex == Dimension.Size - 1;

    /// <summary>Waits for every thread of the group. Compiled kernels suspend here; a call from anywhere else is an error.</summary>
    public static void Barrier() =>
        throw new InvalidOperationException("Group.Barrier is called outside a kernel");
}
