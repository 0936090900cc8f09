using ILGPU;
using ILGPU.Runtime;
using ILGPU.Simulation;

namespace ArchDsl.Doubles.Tests.Ilgpu.DoubleOnly;

/// <summary>Kernels that are wrong: the double says what, where and which thread.</summary>
public sealed class FaultTests(GpuFixture gpu) : IClassFixture<GpuFixture>
{
    public struct F4
    {
        public float X, Y, Z, W;
    }

    [Fact]
    public void An_index_outside_a_view_names_index_length_and_thread()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(40);
        KernelFaultException fault = Launch(KernelFault.OutOfRange, WriteAll, (2, 32), x.View);
        Assert.Equal("index 40 is outside a view of 40 elements (thread (8, 0, 0) of group (1, 0, 0))", fault.Message);
    }

    [Fact]
    public void Memory_that_nobody_wrote_cannot_be_read()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(8);
        x.View.SubView(0, 5).CopyFromCPU(new float[5]);
        KernelFaultException fault = Launch(KernelFault.Unwritten, Double, (1, 8), x.View);
        Assert.Equal("element 5 of a buffer of 8 elements is read and nobody has written it (thread (5, 0, 0) of group (0, 0, 0))", fault.Message);
    }

    [Fact]
    public void Memory_that_nobody_wrote_cannot_be_copied_to_the_host()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(8);
        using var y = gpu.Accelerator.Allocate1D<float>(8);
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(WriteAll)((1, 7), x.View);
        y.View.CopyFrom(x.View);
        Expect(KernelFault.Unwritten, () => y.View.GetAsArray1D());
        y.View.SubView(7, 1).MemSetToZero();
        Assert.Equal(Enumerable.Repeat(1f, 7).Append(0), y.View.GetAsArray1D());
    }

    [Fact]
    public void One_unwritten_lane_of_a_vector_is_enough()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(8);
        x.View.SubView(0, 7).CopyFromCPU(new float[7]);
        KernelFaultException fault = Launch(KernelFault.Unwritten, DoubleX4, (1, 2), x.View);
        Assert.StartsWith("element 7 ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_of_a_vector_is_read_alone()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(4);
        x.View.SubView(0, 1).CopyFromCPU([3]);
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(SpreadX)((1, 1), x.View);
        Assert.Equal([3, 3, 3, 3], x.View.GetAsArray1D());
        using var y = gpu.Accelerator.Allocate1D<float>(4);
        Launch(KernelFault.Unwritten, SpreadX, (1, 1), y.View);
    }

    [Fact]
    public void Shared_memory_starts_unwritten_in_every_group()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(2);
        KernelFaultException fault = Launch(KernelFault.Unwritten, KeepShared, (2, 1), x.View);
        Assert.EndsWith("of group (1, 0, 0))", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forgotten_barrier_is_a_race()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(4);
        Assert.Contains("read after a write by thread (0, 0, 0), with", Launch(KernelFault.Race, NoBarrier, (1, 4), x.View).Message, StringComparison.Ordinal);
        Assert.Contains("written after a read by thread (0, 0, 0), with", Launch(KernelFault.Race, NoSecondBarrier, (1, 4), x.View).Message, StringComparison.Ordinal);
        Assert.Contains("written after a write by thread (0, 0, 0), with", Launch(KernelFault.Race, AllWrite, (1, 4), x.View).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_and_groups_meet_in_global_memory_only_over_a_barrier()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(8);
        x.MemSetToZero();
        Assert.Contains("read after a write by thread", Launch(KernelFault.Race, ShiftsInPlace, (1, 8), x.View).Message, StringComparison.Ordinal);
        Assert.Contains("read after a write by another group", Launch(KernelFault.Race, ReversesInPlace, (8, 1), x.View).Message, StringComparison.Ordinal);
        Assert.Contains("written after a read by another group", Launch(KernelFault.Race, PullsInPlace, (7, 1), x.View).Message, StringComparison.Ordinal);
        Assert.Contains("written after a write by another group", Launch(KernelFault.Race, WritesFirst, (2, 1), x.View).Message, StringComparison.Ordinal);
        var shift = gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(ShiftsOverBarriers);
        shift((1, 8), x.View);
        shift((1, 8), x.View);
        Assert.Equal(Enumerable.Repeat(2f, 8), x.View.GetAsArray1D());
    }

    [Fact]
    public void Threads_that_part_at_a_barrier_are_named()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(4);
        KernelFaultException fault = Launch(KernelFault.BarrierDivergence, HalfWait, (1, 4), x.View);
        Assert.StartsWith(
            "the threads of a group part at a barrier: (0, 0, 0), (1, 0, 0) waits at barrier 1; (2, 0, 0), (3, 0, 0) ended;",
            fault.Message,
            StringComparison.Ordinal);
        fault = Launch(KernelFault.BarrierDivergence, TwoBarriers, (1, 4), x.View);
        Assert.Contains("(1, 0, 0), (2, 0, 0), (3, 0, 0) waits at barrier 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_barrier_inside_an_expression_is_refused_and_not_skipped()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(4);
        var refusal = Assert.Throws<NotSupportedException>(() => gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(WaitsInside)((1, 4), x.View));
        Assert.StartsWith("a barrier inside an expression", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_view_starts_on_a_vector()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(12);
        x.MemSetToZero();
        Launch(KernelFault.Misaligned, CastFrom1, (1, 1), x.View);
        Expect(KernelFault.Misaligned, () => ((ArrayView<float>)x).SubView(2).AsAligned16());
        Assert.Equal(2, ((ArrayView<float>)x).SubView(4).AsAligned16().Cast<F4>().Length);
    }

    [Fact]
    public void A_disposed_buffer_cannot_be_used()
    {
        var x = gpu.Accelerator.Allocate1D<float>(4);
        ArrayView<float> view = x.View;
        x.Dispose();
        Launch(KernelFault.UseAfterDispose, WriteAll, (1, 4), view);
        Expect(KernelFault.UseAfterDispose, () => view.CopyFromCPU(new float[4]));
        Assert.Throws<ObjectDisposedException>(() =>
        {
            AcceleratorStream stream = gpu.Accelerator.CreateStream();
            stream.Dispose();
            gpu.Accelerator.LoadKernel<ArrayView<float>>(WriteAll)(stream, (1, 4), view);
        });
    }

    [Fact]
    public void The_limits_of_a_device_hold()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(4);
        Launch(KernelFault.GroupTooLarge, WriteAll, (1, 1025), x.View);
        Launch(KernelFault.GridTooLarge, WriteAll, (new Index3D(1, 65536, 1), new Index3D(1, 1, 1)), x.View);
        Assert.Contains("49156 bytes", Launch(KernelFault.SharedMemoryExceeded, TooMuchShared, (1, 1), x.View).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(WriteAll)((0, 4), x.View));
        Assert.Throws<OutOfMemoryException>(() => gpu.Accelerator.Allocate1D<float>(1L << 40));
        Launch(KernelFault.WarpShuffle, Shuffles, (1, 4), x.View);
    }

    private static KernelFaultException Expect(KernelFault kind, Action action)
    {
        KernelFaultException fault = Assert.Throws<KernelFaultException>(action);
        Assert.Equal(kind, fault.Fault);
        return fault;
    }

    private KernelFaultException Launch(KernelFault kind, Action<ArrayView<float>> kernel, KernelConfig config, ArrayView<float> view) =>
        Expect(kind, () => gpu.Accelerator.LoadStreamKernel(kernel)(config, view));

    private static void WriteAll(ArrayView<float> x) => x[Grid.GlobalLinearIndex] = 1;

    private static void Double(ArrayView<float> x) => x[Group.IdxX] += x[Group.IdxX];

    private static void DoubleX4(ArrayView<float> x)
    {
        ArrayView<F4> four = x.Cast<F4>();
        F4 value = four[Group.IdxX];
        value.X *= 2;
        four[Group.IdxX] = value;
    }

    private static void SpreadX(ArrayView<float> x)
    {
        ref F4 four = ref x.Cast<F4>()[0];
        four.Y = four.X;
        four.Z = four.Y;
        four.W = x.Cast<F4>()[0].Z;
    }

    private static void KeepShared(ArrayView<float> x)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(1);
        if (Grid.IdxX == 0)
            shared[0] = 1;
        x[Grid.IdxX] = shared[0];
    }

    private static void NoBarrier(ArrayView<float> x)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(4);
        shared[Group.IdxX] = 1;
        x[Group.IdxX] = shared[(Group.IdxX + 3) % 4 * (Group.IdxX > 0 ? 1 : 0)];
    }

    private static void NoSecondBarrier(ArrayView<float> x)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(4);
        shared[Group.IdxX] = 1;
        Group.Barrier();
        x[Group.IdxX] = shared[(Group.IdxX + 1) % 4];
        shared[Group.IdxX] = 2;
    }

    private static void AllWrite(ArrayView<float> x)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(1);
        shared[0] = x.Length;
    }

    private static void ShiftsInPlace(ArrayView<float> x) => x[Group.IdxX] = x[(Group.IdxX + 7) % 8];

    private static void ReversesInPlace(ArrayView<float> x) => x[Grid.IdxX] = x[7 - Grid.IdxX];

    private static void PullsInPlace(ArrayView<float> x) => x[Grid.IdxX] = x[Grid.IdxX + 1];

    private static void WritesFirst(ArrayView<float> x) => x[0] = Grid.IdxX;

    private static void ShiftsOverBarriers(ArrayView<float> x)
    {
        float before = x[(Group.IdxX + 7) % 8];
        Group.Barrier();
        x[Group.IdxX] = before + 1;
    }

    private static void HalfWait(ArrayView<float> x)
    {
        x[Group.IdxX] = 0;
        if (Group.IdxX < 2)
            Group.Barrier();
    }

    private static void TwoBarriers(ArrayView<float> x)
    {
        if (Group.IdxX < 1)
            Group.Barrier();
        else
            Group.Barrier();
        x[Group.IdxX] = 0;
    }

    private static void WaitsInside(ArrayView<float> x) => x[Group.IdxX] = WaitFor(Group.IdxX);

    private static float WaitFor(float value)
    {
        Group.Barrier();
        return value;
    }

    private static void CastFrom1(ArrayView<float> x) => x.SubView(1).Cast<F4>()[0] = default;

    private static void TooMuchShared(ArrayView<float> x)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>((48 * 1024 / 4) + 1);
        shared[0] = x.Length;
    }

    private static void Shuffles(ArrayView<float> x) => x[Group.IdxX] = Warp.ShuffleXor(x.Length * 1f, 1);
}
