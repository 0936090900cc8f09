namespace ArchDsl.Runtime.Cpu;

/// <summary>Floats on a 64-byte boundary that the collector neither moves nor needs a finaliser for.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _floats;

    public AlignedBuffer(int length)
    {
        _floats = GC.AllocateArray<float>(checked(length + (2 * Alignment / sizeof(float))), pinned: true);
        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _floats[0]);
        Pointer = (float*)((address + Alignment - 1) / Alignment * Alignment);
        Length = length;
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
