namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// Where the buffers of one network come from, one behind the other: they are made together and freed together, and only
/// side by side do they fill large pages.
/// </summary>
internal sealed unsafe class Slab
{
    private const long FirstBytes = 2 * HugePages.Size;
    private const long MostBytes = 16 * HugePages.Size;

    // One slow page is an accident.
    private const int MostSlow = 2;

    [ThreadStatic]
    private static Slab? _current;

    private float[] _floats = [];
    private byte* _next;
    private byte* _reached;
    private int _slow;
    private long _left;
    private long _taken;
    private bool _isSpare;

    /// <summary>Lets the buffers that the calling thread makes come from one slab, until <see cref="End"/>.</summary>
    public static void Begin() => _current = new Slab();

    /// <summary>What is made from here on until <see cref="End"/> is perhaps never used: large pages are asked for, none is touched.</summary>
    public static void Spare()
    {
        if (_current is { } slab)
        {
            slab._isSpare = true;
        }
    }

    /// <summary>Buffers are made on their own again.</summary>
    public static void End() => _current = null;

    /// <summary>Takes zeros from the slab of the calling thread.</summary>
    /// <param name="bytes">How many bytes, whole cache lines.</param>
    /// <param name="owner">What keeps them alive.</param>
    /// <returns>The first byte, or null where there is no slab.</returns>
    public static byte* Take(long bytes, out float[]? owner)
    {
        if (_current is not { } slab)
        {
            owner = null;
            return null;
        }

        if (bytes > slab._left)
        {
            slab.Grow(bytes);
        }

        byte* taken = slab._next;
        slab._next += bytes;
        slab._left -= bytes;
        slab._taken += bytes;
        slab.Reach(slab._next);
        owner = slab._floats;
        return taken;
    }

    // As much again as there is, so that little stays unused; memory that nothing is written to costs nothing.
    private void Grow(long bytes)
    {
        long size = Math.Max(bytes, Math.Clamp(_taken, FirstBytes, MostBytes));
        size = (size + HugePages.Size - 1) / HugePages.Size * HugePages.Size;
        _floats = GC.AllocateArray<float>(checked((int)((size + HugePages.Size) / sizeof(float))), pinned: true);
        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _floats[0]);
        _next = (byte*)((address + HugePages.Size - 1) / HugePages.Size * HugePages.Size);
        _left = size;
        _reached = _next;
    }

    // Page by page, as they are needed: what the last slab has left over stays untouched.
    private void Reach(byte* end)
    {
        for (; _reached < end && _slow < MostSlow; _reached += HugePages.Size)
        {
            _slow += (_isSpare ? HugePages.Ask(_reached) : HugePages.Take(_reached)) ? 0 : 1;
        }
    }
}
