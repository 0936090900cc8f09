using ILGPU.Simulation;

namespace ILGPU.Runtime;

/// <summary>A one-dimensional view with a stride, which may leave gaps.</summary>
public readonly struct ArrayView1D<T, TStride>(ArrayView<T> baseView, LongIndex1D extent, TStride stride) : IArrayView
    where T : unmanaged
    where TStride : struct, IStride1D
{
    public static readonly int ElementSize = ArrayView<T>.ElementSize;

    public ArrayView<T> BaseView { get; } = baseView;
    public LongIndex1D Extent { get; } = extent;
    public Index1D IntExtent => Extent.ToIntIndex();
    public TStride Stride { get; } = stride;
    public bool IsValid => BaseView.IsValid;
    public long Length => Extent.X == 0 ? 0 : ((Extent.X - 1) * Stride.XStride) + 1;
    public int IntLength => checked((int)Length);
    public long LengthInBytes => Length * ElementSize;

    MemoryBuffer IArrayView.Buffer => BaseView.Buffer;
    int IArrayView.ElementSize => ElementSize;

    public ref T this[Index1D index] => ref BaseView[Linear(index.X)];
    public ref T this[LongIndex1D index] => ref BaseView[Linear(index.X)];

    public ArrayView1D<T, TStride> SubView(Index1D index, Index1D extent) =>
        SubView(new LongIndex1D(index.X), new LongIndex1D(extent.X));

    public ArrayView1D<T, TStride> SubView(LongIndex1D index, LongIndex1D extent)
    {
        if (index.X < 0 || extent.X < 0 || index.X + extent.X > Extent.X)
            throw Faults.Slice(index.X, extent.X, Extent.X);
        long length = extent.X == 0 ? 0 : ((extent.X - 1) * Stride.XStride) + 1;
        return new ArrayView1D<T, TStride>(BaseView.SubView(index.X * Stride.XStride, length), extent, Stride);
    }

    public ArrayView1D<T, Stride1D.Dense> AsDense() => new(BaseView, Extent, default);
    public ArrayView<T> AsContiguous() => BaseView;

    private long Linear(long index)
    {
        if ((ulong)index >= (ulong)Extent.X)
            throw Faults.Element(index, Extent.X, BaseView.Buffer);
        return index * Stride.XStride;
    }
}
