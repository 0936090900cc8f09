using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using ILGPU.Simulation;

namespace ILGPU;

/// <summary>A stretch of memory as seen by host calls.</summary>
public interface IArrayView
{
    MemoryBuffer Buffer { get; }
    bool IsValid { get; }
    long Length { get; }
    int ElementSize { get; }
    long LengthInBytes { get; }
}

/// <summary>A stretch of memory without gaps.</summary>
public interface IContiguousArrayView : IArrayView
{
    long Index { get; }
    long IndexInBytes { get; }
    ArrayView<byte> AsRawArrayView();
}

/// <summary>A stretch of memory without gaps, of elements of one type.</summary>
public interface IContiguousArrayView<T> : IContiguousArrayView
    where T : unmanaged
{
}

/// <summary>A bounds-checked view of device or shared memory. An index outside it is a <see cref="KernelFaultException"/>.</summary>
public readonly unsafe struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    public static readonly int ElementSize = Unsafe.SizeOf<T>();
    public static readonly ArrayView<T> Empty;

    public ArrayView(MemoryBuffer source, long index, long length)
    {
        if (index < 0 || length < 0)
            throw Faults.Slice(index, length, source.LengthInBytes / Unsafe.SizeOf<T>());
        Buffer = source;
        Index = index;
        Length = length;
    }

    internal MemoryBuffer Buffer { get; }
    internal long Index { get; }
    public long Length { get; }
    public int IntLength => checked((int)Length);
    public long LengthInBytes => Length * Unsafe.SizeOf<T>();
    public LongIndex1D Extent => new(Length);
    public Index1D IntExtent => new(IntLength);
    public Stride1D.Dense Stride => default;
    public bool IsValid => Buffer is not null && Length > 0;

    MemoryBuffer IArrayView.Buffer => Buffer;
    int IArrayView.ElementSize => ElementSize;
    long IContiguousArrayView.Index => Index;
    long IContiguousArrayView.IndexInBytes => Index * Unsafe.SizeOf<T>();

    public ref T this[Index1D index] => ref this[(long)index.X];
    public ref T this[LongIndex1D index] => ref this[index.X];
    public ref T this[int index] => ref this[(long)index];

    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)Length || Buffer.NativePtr == 0)
                throw Faults.Element(index, Length, Buffer);
            return ref Unsafe.AsRef<T>((void*)(Buffer.NativePtr + (nint)((Index + index) * Unsafe.SizeOf<T>())));
        }
    }

    internal nint Address => Buffer is null ? 0 : Buffer.NativePtr + (nint)(Index * Unsafe.SizeOf<T>());

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);
    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    public ArrayView<T> SubView(long index, long subViewLength)
    {
        bool starts = (index >= 0 && index < Length) || (index == 0 && Length < 1);
        if (!starts || subViewLength < 0 || index + subViewLength > Length)
            throw Faults.Slice(index, subViewLength, Length);
        return new ArrayView<T>(Buffer, Index + index, subViewLength);
    }

    /// <summary>The same memory as elements of another size. The real library rounds an odd start down without a word; here it is an error.</summary>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged
    {
        long start = Index * Unsafe.SizeOf<T>();
        int size = Unsafe.SizeOf<TOther>();
        if (start % size != 0 || Address % Math.Min(16, size & -size) != 0)
            throw Faults.Misaligned(typeof(T), typeof(TOther), start, size);
        return new ArrayView<TOther>(Buffer, start / size, LengthInBytes / size);
    }

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => new(Buffer, Index * Unsafe.SizeOf<T>(), LengthInBytes);

    public override string ToString() => FormattableString.Invariant($"{Index} [{Length}]");

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Extent, default);
    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView.SubView(0, view.Length);
}
