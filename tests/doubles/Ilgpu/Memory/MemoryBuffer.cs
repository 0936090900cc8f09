namespace ILGPU.Runtime;

/// <summary>A block of memory. A subclass may wrap memory from elsewhere by setting <see cref="NativePtr"/>; accesses to it are bounds-checked only.</summary>
public abstract class MemoryBuffer : AcceleratorObject
{
    protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(elementSize, 1);
        Length = length;
        ElementSize = elementSize;
    }

    /// <summary>Where the memory starts, 0 once disposed.</summary>
    public nint NativePtr { get; protected set; }

    public long Length { get; }
    public int ElementSize { get; }
    public long LengthInBytes => Length * ElementSize;

    public ArrayView<byte> AsRawArrayView() => new(this, 0, LengthInBytes);

    public ArrayView<T> AsArrayView<T>(long offset, long length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((offset + length) * Interop.SizeOf<T>(), LengthInBytes, nameof(length));
        return new ArrayView<T>(this, offset, length);
    }

    protected internal abstract void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView);
    protected internal abstract void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView);
    protected internal abstract void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView);
}

/// <summary>A buffer that a view of type <typeparamref name="TView"/> covers and that owns the memory under it.</summary>
public class MemoryBuffer<TView> : MemoryBuffer, IContiguousArrayView
    where TView : struct, IArrayView
{
    protected internal MemoryBuffer(Accelerator accelerator, in TView view)
        : base(accelerator, view.Length, view.ElementSize)
    {
        View = view;
        NativePtr = view.Buffer.NativePtr;
    }

    public TView View { get; }
    public bool IsValid => !IsDisposed;
    protected MemoryBuffer Buffer => View.Buffer;
    MemoryBuffer IArrayView.Buffer => Buffer;
    long IContiguousArrayView.Index => 0;
    long IContiguousArrayView.IndexInBytes => 0;

    public TView ToArrayView() => View;
    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => Buffer.AsRawArrayView();

    protected internal override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView) =>
        Buffer.MemSet(stream, value, targetView);

    protected internal override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) =>
        Buffer.CopyTo(stream, sourceView, targetView);

    protected internal override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) =>
        Buffer.CopyFrom(stream, sourceView, targetView);

    protected override void DisposeAcceleratorObject(bool disposing)
    {
        NativePtr = 0;
        Buffer.Dispose();
    }

    public static implicit operator TView(MemoryBuffer<TView> buffer) => buffer.View;
}

/// <summary>A one-dimensional buffer.</summary>
public class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    protected internal MemoryBuffer1D(Accelerator accelerator, in ArrayView1D<T, TStride> view)
        : base(accelerator, view)
    {
    }

    public LongIndex1D Extent => View.Extent;
    public Index1D IntExtent => View.IntExtent;
    public ArrayView<T> AsContiguous() => View.AsContiguous();

    public static explicit operator ArrayView<T>(MemoryBuffer1D<T, TStride> buffer) => buffer.AsContiguous();
}
