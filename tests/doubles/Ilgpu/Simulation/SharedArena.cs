using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>
/// The shared memory of the running group. A thread's first, second, … allocation is the group's first, second, …
/// block: all threads must allocate the same, in the same order.
/// </summary>
internal sealed unsafe class SharedArena : IDisposable
{
    private const int Alignment = 16;
    private readonly GroupExecution _group;
    private readonly Accelerator _accelerator;
    private readonly SharedMemoryConfig _dynamic;
    private readonly List<SharedBlock> _blocks = [];
    private readonly int[] _next;
    private readonly int _limit;
    private SharedBlock? _last;
    private SharedBlock? _dynamicBlock;
    private nint _memory;
    private int _used;

    public SharedArena(GroupExecution group, Accelerator accelerator, KernelConfig config)
    {
        _group = group;
        _accelerator = accelerator;
        _dynamic = config.SharedMemoryConfig;
        _next = new int[config.GroupDim.Size];
        _limit = accelerator.MaxSharedMemoryPerGroup;
    }

    public ArrayView<T> Allocate<T>(int length)
        where T : unmanaged
    {
        int slot = _next[_group.Thread]++;
        if (slot == _blocks.Count)
            _blocks.Add(Reserve(length, sizeof(T)));
        SharedBlock block = _blocks[slot];
        if (block.Length != length || block.ElementSize != sizeof(T))
            throw Faults.SharedMismatch(FormattableString.Invariant($"{slot + 1}"), length);
        return new ArrayView<T>(block, 0, length);
    }

    public ArrayView<T> Dynamic<T>()
        where T : unmanaged
    {
        _dynamicBlock ??= Reserve(_dynamic.NumElements, Math.Max(1, _dynamic.ElementSize));
        return new ArrayView<T>(_dynamicBlock, 0, _dynamic.ArraySize / sizeof(T));
    }

    /// <summary>The block that holds an address, if shared memory does.</summary>
    public SharedBlock? Find(nint address)
    {
        if (_memory == 0 || address < _memory || address - _memory >= _limit)
            return null;
        if (_last is not null && _last.Covers(address))
            return _last;
        foreach (SharedBlock block in _blocks)
        {
            if (block.Covers(address))
                return _last = block;
        }

        return _dynamicBlock;
    }

    /// <summary>Poisons the memory for the next group.</summary>
    public void Reset()
    {
        Array.Clear(_next);
        if (_memory != 0)
            Poison.Fill(_memory, _used / 4 * 4);
    }

    public void Dispose()
    {
        foreach (SharedBlock block in _blocks)
            block.Dispose();
        _dynamicBlock?.Dispose();
        NativeMemory.AlignedFree((void*)_memory);
        _memory = 0;
    }

    private SharedBlock Reserve(int length, int elementSize)
    {
        if (_memory == 0)
            _memory = (nint)NativeMemory.AlignedAlloc((nuint)_limit, 256);
        long bytes = (long)length * elementSize;
        if (_used + bytes > _limit)
            throw Faults.SharedExceeded((int)Math.Min(int.MaxValue, _used + bytes), _limit);
        var block = new SharedBlock(_accelerator, _memory + _used, length, elementSize);
        Poison.Fill(block.NativePtr, bytes / 4 * 4);
        _used = (int)((_used + bytes + Alignment - 1) / Alignment * Alignment);
        return block;
    }
}
