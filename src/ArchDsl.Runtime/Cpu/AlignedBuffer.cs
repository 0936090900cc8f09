namespace ArchDsl.Runtime.Cpu;

/// <summary>Floats on a 64-byte boundary, zero at first, that the collector neither moves nor needs a finaliser for.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _owner;

    public AlignedBuffer(int length)
    {
        Length = length;
        long bytes = (((long)length * sizeof(float)) + Alignment - 1) / Alignment * Alignment;
        Pointer = (float*)Slab.Take(bytes, out float[]? slab);
        if (slab is not null)
        {
            _owner = slab;
            return;
        }

        _owner = GC.AllocateArray<float>(checked(length + (2 * Alignment / sizeof(float))), pinned: true);
        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _owner[0]);
        Pointer = (float*)((address + Alignment - 1) / Alignment * Alignment);
    }

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    public static AlignedBuffer Of(ReadOnlySpan<float> values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
