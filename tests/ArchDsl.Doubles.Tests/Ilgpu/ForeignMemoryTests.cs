using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace ArchDsl.Doubles.Tests.Ilgpu;

/// <summary>Memory that another library owns, used by kernels through a buffer class of one's own.</summary>
public sealed class ForeignMemoryTests(GpuFixture gpu) : IClassFixture<GpuFixture>
{
    [Fact]
    public unsafe void A_buffer_around_a_pointer_is_read_and_written_in_place()
    {
        float* memory = (float*)NativeMemory.Alloc(4, sizeof(float));
        new Span<float>(memory, 4).Fill(3);
        using (var buffer = new ForeignBuffer(gpu.Accelerator, (nint)memory, 4))
        {
            gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(Double)((1, 3), new ArrayView<float>(buffer, 1, 3));
            gpu.Accelerator.Synchronize();
        }

        Assert.Equal([3, 6, 6, 6], new Span<float>(memory, 4).ToArray());
        NativeMemory.Free(memory);
    }

    private static void Double(ArrayView<float> x) => x[Group.IdxX] *= 2;

    /// <summary>Borrows memory: disposing it frees nothing.</summary>
    private sealed class ForeignBuffer : MemoryBuffer
    {
        public ForeignBuffer(Accelerator accelerator, nint address, long length)
            : base(accelerator, length, sizeof(float)) =>
            NativePtr = address;

        protected override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView) => throw Refused();
        protected override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => throw Refused();
        protected override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => throw Refused();

        protected override void DisposeAcceleratorObject(bool disposing) => NativePtr = IntPtr.Zero;

        private static InvalidOperationException Refused() => new("the owner of this memory copies it");
    }
}
