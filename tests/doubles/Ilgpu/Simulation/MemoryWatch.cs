using System.Runtime.CompilerServices;

namespace ILGPU.Simulation;

/// <summary>Told of every load and store of a compiled kernel, before it happens. Addresses of locals pass through.</summary>
internal static unsafe class MemoryWatch
{
    public static void Load(nint address, int size)
    {
        GroupExecution group = GroupExecution.Current!;
        if (group.Shared.Find(address) is { } shared)
            shared.Read(group, address, size);
        else
            group.FindGlobal(address)?.Read(group, address, size);
    }

    public static void Store(nint address, int size)
    {
        GroupExecution group = GroupExecution.Current!;
        if (group.Shared.Find(address) is { } shared)
            shared.Write(group, address, size);
        else
            group.FindGlobal(address)?.Write(group, address, size);
    }

    public static void Atomic<T>(ref T target)
        where T : unmanaged
    {
        if (GroupExecution.Current is not { } group)
            return;
        var address = (nint)Unsafe.AsPointer(ref target);
        if (group.Shared.Find(address) is { } shared)
            shared.Atomic(group, address, sizeof(T));
        else
            group.FindGlobal(address)?.Read(address, sizeof(T));
    }
}
