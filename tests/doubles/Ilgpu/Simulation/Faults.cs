using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>The wording of every fault.</summary>
internal static class Faults
{
    public static KernelFaultException Element(long index, long length, MemoryBuffer? buffer)
    {
        if ((ulong)index >= (ulong)length)
            return New(KernelFault.OutOfRange, $"index {index} is outside a view of {length} elements");
        return New(KernelFault.UseAfterDispose, $"element {index} of a buffer of {buffer?.LengthInBytes ?? 0} bytes is used after the buffer was disposed");
    }

    public static KernelFaultException Slice(long index, long length, long available) =>
        New(KernelFault.OutOfRange, $"a view of {length} elements from {index} does not fit into {available} elements");

    public static KernelFaultException Disposed(string use) =>
        New(KernelFault.UseAfterDispose, $"{use} of a buffer that was disposed");

    public static KernelFaultException Misaligned(Type from, Type to, long start, int size) =>
        New(KernelFault.Misaligned, $"a view of {from.Name} that starts at byte {start} is cast to {to.Name}, {size} bytes an element");

    public static KernelFaultException Unaligned(nint address, int alignment) =>
        New(KernelFault.Misaligned, $"a view is taken to be aligned to {alignment} bytes and starts {address % alignment} bytes after such an address");

    public static KernelFaultException Unwritten(string memory, long element) =>
        New(KernelFault.Unwritten, $"element {element} of {memory} is read and nobody has written it");

    public static KernelFaultException Race(string memory, long element, string how) =>
        New(KernelFault.Race, $"element {element} of {memory} is {how}, with no barrier between");

    public static KernelFaultException SharedExceeded(int wanted, int limit) =>
        New(KernelFault.SharedMemoryExceeded, $"{wanted} bytes of shared memory are asked for and a group has {limit}");

    public static KernelFaultException SharedMismatch(string slot, int length) =>
        New(KernelFault.BarrierDivergence, $"threads disagree about shared allocation {slot}: this one asks for {length} elements");

    public static KernelFaultException Group(Index3D group, int limit) =>
        New(KernelFault.GroupTooLarge, $"a group of {group} is {group.LongSize} threads and the device runs {limit}");

    public static KernelFaultException Grid(Index3D grid, Index3D limit) =>
        New(KernelFault.GridTooLarge, $"a grid of {grid} groups is above the limit of {limit}");

    public static KernelFaultException WarpShuffle(string name) =>
        New(KernelFault.WarpShuffle, $"Warp.{name} runs on CUDA devices only: keep it behind CudaAsm.IsSupported");

    public static KernelFaultException Arguments(string kernel) =>
        New(KernelFault.Race, $"two threads launch kernel {kernel} at once, and the arguments of one launch are the other's");

    public static KernelFaultException Divergence(string message) => New(KernelFault.BarrierDivergence, message);

    private static KernelFaultException New(KernelFault fault, FormattableString message) => New(fault, FormattableString.Invariant(message));

    private static KernelFaultException New(KernelFault fault, string message) => new(fault, message + GroupExecution.Where());
}
