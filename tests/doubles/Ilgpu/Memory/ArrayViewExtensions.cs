using ILGPU.Simulation;

namespace ILGPU.Runtime;

/// <summary>Copies, fills and alignment of views and buffers. Copies to the host read memory: what nobody wrote is an error.</summary>
public static partial class ArrayViewExtensions
{
    [NotInsideKernel]
    public static nint LoadEffectiveAddressAsPtr<T>(this ArrayView<T> view)
        where T : unmanaged => view.Address;

    /// <summary>Promises the compiler an alignment. A promise that does not hold is an error.</summary>
    public static ArrayView<T> AsAligned<T>(this ArrayView<T> view, int alignmentInBytes)
        where T : unmanaged =>
        view.Address % alignmentInBytes == 0 ? view : throw Faults.Unaligned(view.Address, alignmentInBytes);

    public static ArrayView1D<T, Stride1D.Dense> AsAligned<T>(this ArrayView1D<T, Stride1D.Dense> view, int alignmentInBytes)
        where T : unmanaged =>
        view.BaseView.AsAligned(alignmentInBytes);

    public static ArrayView<T> AsAligned16<T>(this ArrayView<T> view)
        where T : unmanaged => view.AsAligned(16);

    public static ArrayView1D<T, Stride1D.Dense> AsAligned16<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged => view.AsAligned(16);

    /// <summary>The same memory as elements of another size.</summary>
    public static ArrayView1D<TOther, Stride1D.Dense> Cast<T, TOther>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        where TOther : unmanaged =>
        view.BaseView.Cast<TOther>();

    /// <summary>Whose memory it is; an empty view is nobody's.</summary>
    [NotInsideKernel]
    public static Accelerator GetAccelerator<TView>(this TView view)
        where TView : IArrayView => view.Buffer?.Accelerator ?? throw new InvalidOperationException("the view has no accelerator");

    [NotInsideKernel]
    public static void MemSetToZero<TView>(this TView view)
        where TView : IContiguousArrayView => view.MemSet(0);

    [NotInsideKernel]
    public static void MemSetToZero<TView>(this TView view, AcceleratorStream stream)
        where TView : IContiguousArrayView => view.MemSet(stream, 0);

    [NotInsideKernel]
    public static void MemSet<TView>(this TView view, byte value)
        where TView : IContiguousArrayView => view.MemSet(DefaultStream(view), value);

    [NotInsideKernel]
    public static void MemSet<TView>(this TView view, AcceleratorStream stream, byte value)
        where TView : IContiguousArrayView => view.Buffer.MemSet(stream, value, view.AsRawArrayView());

    [NotInsideKernel]
    public static void CopyTo<TView>(this TView source, in TView target)
        where TView : IContiguousArrayView => source.CopyTo(DefaultStream(source), target);

    [NotInsideKernel]
    public static void CopyTo<TView>(this TView source, AcceleratorStream stream, in TView target)
        where TView : IContiguousArrayView => source.Buffer.CopyTo(stream, source.AsRawArrayView(), target.AsRawArrayView());

    [NotInsideKernel]
    public static void CopyFrom<TView>(this TView target, in TView source)
        where TView : IContiguousArrayView => target.CopyFrom(DefaultStream(target), source);

    [NotInsideKernel]
    public static void CopyFrom<TView>(this TView target, AcceleratorStream stream, in TView source)
        where TView : IContiguousArrayView => target.Buffer.CopyFrom(stream, source.AsRawArrayView(), target.AsRawArrayView());

    [NotInsideKernel]
    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged => HostCopies.Read<T>(DefaultStream(view), view, HostCopies.WholeView(view, data));

    [NotInsideKernel]
    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => HostCopies.Read<T>(stream, view, HostCopies.WholeView(view, data));

    [NotInsideKernel]
    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged => HostCopies.Write<T>(DefaultStream(view), view, HostCopies.WholeView(view, data));

    [NotInsideKernel]
    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => HostCopies.Write<T>(stream, view, HostCopies.WholeView(view, data));

    [NotInsideKernel]
    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged => view.BaseView.CopyToCPU(data);

    [NotInsideKernel]
    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => view.BaseView.CopyToCPU(stream, data);

    [NotInsideKernel]
    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged => view.BaseView.CopyFromCPU(data);

    [NotInsideKernel]
    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => view.BaseView.CopyFromCPU(stream, data);

    [NotInsideKernel]
    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged => view.GetAsArray1D(DefaultStream(view));

    [NotInsideKernel]
    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged
    {
        var data = new T[view.Length];
        HostCopies.Read<T>(stream, view.BaseView, data);
        return data;
    }

    /// <summary>The first elements of the view, as many as the span holds.</summary>
    [NotInsideKernel]
    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => HostCopies.Read(stream, source, span);

    [NotInsideKernel]
    public static void CopyToCPU<T, TView>(this TView source, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => HostCopies.Read(DefaultStream(source), source, span);

    [NotInsideKernel]
    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => HostCopies.Write(stream, target, span);

    [NotInsideKernel]
    public static void CopyFromCPU<T, TView>(this TView target, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => HostCopies.Write(DefaultStream(target), target, span);

    private static AcceleratorStream DefaultStream<TView>(TView view)
        where TView : IArrayView => view.Buffer.Accelerator.DefaultStream;
}
