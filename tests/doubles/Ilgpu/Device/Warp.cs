using ILGPU.Simulation;

namespace ILGPU;

/// <summary>
/// The warp of the running thread. Shuffles are for CUDA devices: OpenCL has none, so a kernel that must run anywhere
/// keeps them behind <see cref="Runtime.Cuda.CudaAsm.IsSupported"/>, and here they are an error.
/// </summary>
public static class Warp
{
    public static int WarpSize => GroupExecution.Required.WarpSize;
    public static int LaneIdx => Group.LinearIndex % WarpSize;
    public static int WarpIdx => Group.LinearIndex / WarpSize;
    public static bool IsFirstLane => LaneIdx == 0;
    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    public static T Shuffle<T>(T variable, int sourceLane)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(Shuffle));

    public static T Shuffle<T>(T variable, int sourceLane, int width)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(Shuffle));

    public static T ShuffleDown<T>(T variable, int delta)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(ShuffleDown));

    public static T ShuffleDown<T>(T variable, int delta, int width)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(ShuffleDown));

    public static T ShuffleUp<T>(T variable, int delta)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(ShuffleUp));

    public static T ShuffleUp<T>(T variable, int delta, int width)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(ShuffleUp));

    public static T ShuffleXor<T>(T variable, int mask)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(ShuffleXor));

    public static T ShuffleXor<T>(T variable, int mask, int width)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(ShuffleXor));

    public static T Broadcast<T>(T value, int sourceLane)
        where T : unmanaged => throw Faults.WarpShuffle(nameof(Broadcast));
}
