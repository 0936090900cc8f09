using ILGPU.Simulation;

namespace ILGPU;

/// <summary>The grid of the running launch.</summary>
public static class Grid
{
    public static int IdxX => GroupExecution.Required.GridIndex.X;
    public static int IdxY => GroupExecution.Required.GridIndex.Y;
    public static int IdxZ => GroupExecution.Required.GridIndex.Z;
    public static Index3D Index => GroupExecution.Required.GridIndex;
    public static int DimX => GroupExecution.Required.GridDim.X;
    public static int DimY => GroupExecution.Required.GridDim.Y;
    public static int DimZ => GroupExecution.Required.GridDim.Z;
    public static Index3D Dimension => GroupExecution.Required.GridDim;
    public static int LinearIndex => IdxX + (DimX * (IdxY + (DimY * IdxZ)));
    public static Index3D GlobalIndex => Group.Index + (Index * Group.Dimension);
    public static int GlobalLinearIndex => (LinearIndex * Group.Dimension.Size) + Group.LinearIndex;
}
