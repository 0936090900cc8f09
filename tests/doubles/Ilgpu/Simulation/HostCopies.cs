using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>Copies between the host's spans and device views.</summary>
internal static unsafe class HostCopies
{
    public static void Read<T>(AcceleratorStream stream, IContiguousArrayView source, Span<T> data)
        where T : unmanaged
    {
        ArrayView<byte> bytes = Part(stream, source, data.Length * sizeof(T));
        if (bytes.Buffer is DeviceMemory memory)
            memory.Read(bytes.Address, bytes.Length);
        new ReadOnlySpan<byte>((void*)bytes.Address, bytes.IntLength).CopyTo(MemoryMarshal.AsBytes(data));
    }

    public static void Write<T>(AcceleratorStream stream, IContiguousArrayView target, ReadOnlySpan<T> data)
        where T : unmanaged
    {
        ArrayView<byte> bytes = Part(stream, target, data.Length * sizeof(T));
        MemoryMarshal.AsBytes(data).CopyTo(new Span<byte>((void*)bytes.Address, bytes.IntLength));
        if (bytes.Buffer is DeviceMemory memory)
            memory.Write(bytes.Address, bytes.Length);
    }

    /// <summary>An array to copy a view to or from whole: one of another length is an error, as in the real library.</summary>
    public static T[] WholeView<T>(IArrayView view, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNotEqual((long)data.Length, view.Length, nameof(data));
        return data;
    }

    private static ArrayView<byte> Part(AcceleratorStream stream, IContiguousArrayView view, long bytes)
    {
        if (view.Buffer is DeviceMemory memory)
            memory.Ready(stream);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, view.LengthInBytes, "length");
        return bytes == 0 ? view.AsRawArrayView() : view.AsRawArrayView().SubView(0, bytes);
    }
}
