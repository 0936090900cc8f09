using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ArchDsl.Doubles.Tests.Ilgpu;

/// <summary>Kernels that are right, on the double and on the real library alike.</summary>
public sealed class KernelTests(GpuFixture gpu) : IClassFixture<GpuFixture>
{
    private const int Tile = 8;

    /// <summary>Four floats that one vector instruction moves.</summary>
    public struct F4
    {
        public float X, Y, Z, W;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1000)]
    public void An_implicitly_grouped_kernel_covers_its_extent(int length)
    {
        float[] a = GpuFixture.Random(length, 1), b = GpuFixture.Random(length, 2);
        using var x = gpu.Upload(a);
        using var y = gpu.Upload(b);
        using var sum = gpu.Accelerator.Allocate1D<float>(length);
        var add = gpu.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>>(Add);

        add(length, x.View, y.View, sum.View);
        gpu.Accelerator.Synchronize();

        Assert.Equal(a.Zip(b, (p, q) => p + q), sum.View.GetAsArray1D());
    }

    [Fact]
    public void Two_and_three_dimensions_count_x_first()
    {
        using var flat = gpu.Accelerator.Allocate1D<int>(2 * 3 * 4);
        gpu.Accelerator.LoadAutoGroupedStreamKernel<Index3D, ArrayView<int>>(Number)(new Index3D(2, 3, 4), flat.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, 24), flat.View.GetAsArray1D());

        using var grid = gpu.Accelerator.Allocate1D<int>(2 * 3 * 4);
        gpu.Accelerator.LoadStreamKernel<ArrayView<int>>(NumberGroups)((new Index3D(1, 3, 2), new Index3D(2, 1, 2)), grid.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, 24), grid.View.GetAsArray1D());
    }

    [Theory]
    [InlineData(8, 8, 8)]
    [InlineData(16, 24, 32)]
    [InlineData(13, 7, 19)]
    public void A_tiled_product_shares_its_tiles(int rows, int columns, int depth)
    {
        float[] a = GpuFixture.Random(rows * depth, 3), b = GpuFixture.Random(depth * columns, 4);
        using var x = gpu.Upload(a);
        using var y = gpu.Upload(b);
        using var product = gpu.Accelerator.Allocate1D<float>(rows * columns);
        var multiply = gpu.Accelerator
            .LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int, int>(Multiply);
        using AcceleratorStream stream = gpu.Accelerator.CreateStream();

        var config = new KernelConfig(new Index2D((columns + Tile - 1) / Tile, (rows + Tile - 1) / Tile), new Index2D(Tile, Tile));
        multiply(stream, config, x.View, y.View, product.View, rows, columns, depth);
        stream.Synchronize();

        float[] actual = product.View.GetAsArray1D();
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double expected = 0;
                for (int k = 0; k < depth; k++)
                    expected += (double)a[(r * depth) + k] * b[(k * columns) + c];
                Assert.Equal(expected, actual[(r * columns) + c], 1e-5);
            }
        }
    }

    [Fact]
    public void A_helper_with_barriers_reduces_a_group()
    {
        float[] data = GpuFixture.Random(4 * 64, 5);
        using var x = gpu.Upload(data);
        using var sums = gpu.Accelerator.Allocate1D<float>(4);
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SumGroups)((4, 64), x.View, sums.View);
        gpu.Accelerator.Synchronize();

        float[] actual = sums.View.GetAsArray1D();
        for (int group = 0; group < 4; group++)
            Assert.Equal(data.Skip(group * 64).Take(64).Sum(), actual[group], 1e-4f);
    }

    [Fact]
    public void Vectors_of_four_move_through_aligned_casts()
    {
        float[] data = GpuFixture.Random(64, 6);
        using var x = gpu.Upload(data);
        using var y = gpu.Accelerator.Allocate1D<float>(64);
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Reverse4)((2, 8), x.View, y.View);
        gpu.Accelerator.Synchronize();

        Assert.Equal(data.Chunk(4).SelectMany(four => four.Reverse()), y.View.GetAsArray1D());
    }

    [Fact]
    public void Atomic_sums_lose_nothing()
    {
        using var total = gpu.Accelerator.Allocate1D<int>(1);
        total.MemSetToZero();
        gpu.Accelerator.LoadStreamKernel<ArrayView<int>>(Count)((5, 32), total.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal([5 * 32], total.View.GetAsArray1D());
    }

    [Fact]
    public void Inline_assembly_gives_way_to_plain_code()
    {
        using var y = gpu.Accelerator.Allocate1D<float>(4);
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(Reciprocal)((1, 4), y.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal([1, 1 / 2f, 1 / 3f, 1 / 4f], y.View.GetAsArray1D());
    }

    [Fact]
    public void Algorithm_mathematics_agrees_with_the_framework()
    {
        float[] data = GpuFixture.Random(32, 7);
        using var x = gpu.Upload(data);
        gpu.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Swish)(32, x.View);
        gpu.Accelerator.Synchronize();

        float[] actual = x.View.GetAsArray1D();
        for (int i = 0; i < data.Length; i++)
            Assert.Equal(data[i] / (1 + MathF.Exp(-data[i])), actual[i], 1e-5f);
    }

    [Fact]
    public void Parts_of_a_buffer_copy_between_host_and_device()
    {
        using var x = gpu.Accelerator.Allocate1D<float>(8);
        using var y = gpu.Accelerator.Allocate1D<float>(4);
        x.MemSetToZero();
        x.View.SubView(2, 3).CopyFromCPU([1, 2, 3]);
        y.View.CopyFrom(x.View.SubView(1, 4));

        Assert.Equal([0, 0, 1, 2, 3, 0, 0, 0], x.View.GetAsArray1D());
        Assert.Equal([0, 1, 2, 3], y.View.GetAsArray1D());

        var host = new float[2];
        y.View.SubView(1, 2).CopyToCPU(gpu.Accelerator.DefaultStream, host);
        Assert.Equal([1, 2], host);

        Span<float> part = new float[3];
        x.View.AsContiguous().CopyToCPU(part);
        Assert.Equal([0, 0, 1], part.ToArray());
        ReadOnlySpan<float> two = [8, 9];
        x.View.SubView(6, 2).CopyFromCPU(gpu.Accelerator.DefaultStream, two);
        Assert.Equal([0, 0, 1, 2, 3, 0, 8, 9], x.GetAsArray1D());
        Assert.Throws<ArgumentOutOfRangeException>(() => y.CopyToCPU(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => y.CopyFromCPU(new float[3]));
    }

    [Fact]
    public void A_strided_view_may_leave_gaps_and_is_no_contiguous_view()
    {
        Assert.IsNotAssignableFrom<IContiguousArrayView>(default(ArrayView1D<float, Stride1D.Dense>));
        Assert.IsAssignableFrom<IContiguousArrayView<float>>(default(ArrayView<float>));
    }

    private static void Add(Index1D i, ArrayView<float> x, ArrayView<float> y, ArrayView<float> sum) => sum[i] = x[i] + y[i];

    private static void Number(Index3D i, ArrayView<int> flat)
    {
        int linear = i.X + (2 * (i.Y + (3 * i.Z)));
        flat[linear] = linear;
    }

    private static void NumberGroups(ArrayView<int> flat)
    {
        Index3D at = Grid.GlobalIndex;
        int linear = at.X + (2 * (at.Y + (3 * at.Z)));
        flat[linear] = (Grid.IdxX * 2) + Group.IdxX + (2 * (Grid.IdxY + (3 * ((Grid.IdxZ * Group.DimZ) + Group.IdxZ))));
    }

    private static void Multiply(ArrayView<float> x, ArrayView<float> y, ArrayView<float> product, int rows, int columns, int depth)
    {
        ArrayView<float> left = SharedMemory.Allocate<float>(Tile * Tile);
        ArrayView<float> right = SharedMemory.Allocate<float>(Tile * Tile);
        int tx = Group.IdxX, ty = Group.IdxY;
        int row = (Grid.IdxY * Tile) + ty, column = (Grid.IdxX * Tile) + tx;
        float sum = 0;
        for (int k = 0; k < depth; k += Tile)
        {
            Group.Barrier();
            left[(ty * Tile) + tx] = row < rows && k + tx < depth ? x[(row * depth) + k + tx] : 0;
            right[(ty * Tile) + tx] = k + ty < depth && column < columns ? y[((k + ty) * columns) + column] : 0;
            Group.Barrier();
            for (int i = 0; i < Tile; i++)
                sum += left[(ty * Tile) + i] * right[(i * Tile) + tx];
        }

        if (row < rows && column < columns)
            product[(row * columns) + column] = sum;
    }

    private static void SumGroups(ArrayView<float> x, ArrayView<float> sums)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(64);
        shared[Group.IdxX] = x[Grid.GlobalLinearIndex];
        HalveTo1(shared, Group.IdxX);
        if (Group.IsFirstThread)
            sums[Grid.IdxX] = shared[0];
    }

    private static void HalveTo1(ArrayView<float> shared, int thread)
    {
        for (int half = 32; half > 0; half /= 2)
        {
            Group.Barrier();
            if (thread < half)
                shared[thread] += shared[thread + half];
        }
    }

    private static void Reverse4(ArrayView<float> x, ArrayView<float> y)
    {
        ArrayView<F4> staged = SharedMemory.Allocate<F4>(8);
        staged[Group.IdxX] = x.AsAligned16().Cast<F4>()[Grid.GlobalLinearIndex];
        Group.Barrier();
        F4 four = staged[Group.IdxX];
        ref F4 target = ref y.AsAligned16().Cast<F4>()[Grid.GlobalLinearIndex];
        target.X = four.W;
        target.Y = four.Z;
        target.Z = four.Y;
        target.W = staged[Group.IdxX].X;
    }

    private static void Count(ArrayView<int> total) => Atomic.Add(ref total[0], 1);

    private static void Reciprocal(ArrayView<float> y)
    {
        float value = Group.IdxX + 1;
        if (CudaAsm.IsSupported)
            CudaAsm.Emit("rcp.rn.f32 %0, %1;", out value, value);
        else
            value = 1 / value;
        y[Group.IdxX] = value;
    }

    private static void Swish(Index1D i, ArrayView<float> x) => x[i] *= 1 / (1 + XMath.Exp(-x[i]));
}
