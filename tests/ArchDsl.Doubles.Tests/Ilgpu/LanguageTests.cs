using ILGPU;
using ILGPU.Runtime;

namespace ArchDsl.Doubles.Tests.Ilgpu;

/// <summary>The C# that generated kernels are written in: structs of views, helpers, references, branches, many parameters.</summary>
public sealed class LanguageTests(GpuFixture gpu) : IClassFixture<GpuFixture>
{
    /// <summary>Several views as one parameter.</summary>
    public struct Slices
    {
        public ArrayView<float> First, Second;
        public int Split;
    }

    /// <summary>Two sums with methods of their own.</summary>
    public struct Pair(float low, float high)
    {
        public float Low = low, High = high;

        public readonly float Total() => Low + High;
        public void Scale(float by)
        {
            Low *= by;
            High *= by;
        }
    }

    [Fact]
    public void A_struct_of_views_is_one_parameter()
    {
        using var a = gpu.Upload([1, 2, 3]);
        using var b = gpu.Upload([4, 5]);
        using var y = gpu.Accelerator.Allocate1D<float>(5);
        var gather = gpu.Accelerator.LoadAutoGroupedStreamKernel<Index1D, Slices, ArrayView<float>>(Gather);
        gather(5, new Slices { First = a.View, Second = b.View, Split = 3 }, y.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal([1, 2, 3, 4, 5], y.View.GetAsArray1D());
    }

    [Fact]
    public void Fourteen_parameters_arrive_in_order()
    {
        using var y = gpu.Accelerator.Allocate1D<int>(13);
        var store = gpu.Accelerator.LoadStreamKernel<ArrayView<int>, int, int, int, int, int, int, int, int, int, int, int, int, int>(Store13);
        store((1, 1), y.View, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        gpu.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(1, 13), y.View.GetAsArray1D());
    }

    [Fact]
    public void Methods_of_structs_and_references_work_on_device_memory()
    {
        using var x = gpu.Accelerator.Allocate1D<Pair>(4);
        x.View.CopyFromCPU([new Pair(1, 2), new Pair(3, 4), new Pair(5, 6), new Pair(7, 8)]);
        using var y = gpu.Accelerator.Allocate1D<float>(4);
        gpu.Accelerator.LoadStreamKernel<ArrayView<Pair>, ArrayView<float>>(ScaleAndSum)((1, 4), x.View, y.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal([6, 14, 22, 30], y.View.GetAsArray1D());
        Assert.Equal(new Pair(14, 16), x.View.GetAsArray1D()[3]);
    }

    [Fact]
    public void Values_and_references_live_across_barriers_in_nested_helpers()
    {
        using var x = gpu.Upload(GpuFixture.Random(32, 8));
        float[] before = x.View.GetAsArray1D();
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>, int>(RotateTwice)((2, 16), x.View, 3);
        gpu.Accelerator.Synchronize();
        float[] after = x.View.GetAsArray1D();
        for (int i = 0; i < 32; i++)
            Assert.Equal(before[(i / 16 * 16) + ((i + 6) % 16)] + 2, after[i]);
    }

    [Fact]
    public void Switches_and_early_exits_follow_the_source()
    {
        using var y = gpu.Accelerator.Allocate1D<int>(10);
        y.MemSetToZero();
        gpu.Accelerator.LoadStreamKernel<ArrayView<int>>(Branches)((2, 6), y.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal([10, 21, 32, 43, 99, 99, 99, 7, 99, 99], y.View.GetAsArray1D());
    }

    [Fact]
    public void Bytes_shorts_longs_and_doubles_keep_their_width()
    {
        using var bytes = gpu.Accelerator.Allocate1D<byte>(3);
        using var longs = gpu.Accelerator.Allocate1D<long>(3);
        using var doubles = gpu.Accelerator.Allocate1D<double>(3);
        gpu.Accelerator.LoadStreamKernel<ArrayView<byte>, ArrayView<long>, ArrayView<double>>(Widths)((1, 3), bytes.View, longs.View, doubles.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal<byte>([255, 0, 1], bytes.View.GetAsArray1D());
        Assert.Equal([1L << 40, 2L << 40, 3L << 40], longs.View.GetAsArray1D());
        Assert.Equal([0.1, 1.1, 2.1], doubles.View.GetAsArray1D());
    }

    [Fact]
    public void Dynamic_shared_memory_is_as_long_as_the_launch_says()
    {
        using var y = gpu.Accelerator.Allocate1D<int>(8);
        var config = new KernelConfig(1, 8, SharedMemoryConfig.RequestDynamic<int>(8));
        gpu.Accelerator.LoadStreamKernel<ArrayView<int>>(MirrorDynamic)(config, y.View);
        gpu.Accelerator.Synchronize();
        Assert.Equal([7, 6, 5, 4, 3, 2, 1, 0], y.View.GetAsArray1D());
    }

    private static void Gather(Index1D i, Slices from, ArrayView<float> y) =>
        y[i] = i < from.Split ? from.First[i] : from.Second[i - from.Split];

    private static void Store13(
        ArrayView<int> y, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m)
    {
        y[0] = a;
        y[1] = b;
        y[2] = c;
        y[3] = d;
        y[4] = e;
        y[5] = f;
        y[6] = g;
        y[7] = h;
        y[8] = i;
        y[9] = j;
        y[10] = k;
        y[11] = l;
        y[12] = m;
    }

    private static void ScaleAndSum(ArrayView<Pair> x, ArrayView<float> y)
    {
        ref Pair pair = ref x[Group.IdxX];
        pair.Scale(2);
        Assign(ref y[Group.IdxX], x[Group.IdxX].Total());
    }

    private static void Assign(ref float target, float value) => target = value;

    private static void RotateTwice(ArrayView<float> x, int by)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(16);
        ref float mine = ref x[Grid.GlobalLinearIndex];
        float added = 0;
        for (int turn = 0; turn < 2; turn++)
        {
            float rotated = Rotate(shared, mine, by);
            mine = rotated;
            added += 1;
        }

        mine += added;
    }

    private static float Rotate(ArrayView<float> shared, float value, int by)
    {
        if (by < 0)
            return value;
        Exchange(shared, value);
        float rotated = shared[(Group.IdxX + by) % 16];
        Group.Barrier();
        return rotated;
    }

    private static void Exchange(ArrayView<float> shared, float value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
    }

    private static void Branches(ArrayView<int> y)
    {
        int i = Grid.GlobalLinearIndex;
        if (i >= y.Length)
            return;
        switch (i)
        {
            case 0:
            case 1:
            case 2:
            case 3:
                y[i] = (i * 11) + 10;
                break;
            case 7:
                y[i] = 7;
                return;
            default:
                y[i] = 99;
                break;
        }
    }

    private static void Widths(ArrayView<byte> bytes, ArrayView<long> longs, ArrayView<double> doubles)
    {
        int i = Group.IdxX;
        bytes[i] = (byte)(i + 255);
        longs[i] = (i + 1L) << 40;
        doubles[i] = i + 0.1;
    }

    private static void MirrorDynamic(ArrayView<int> y)
    {
        ArrayView<int> shared = SharedMemory.GetDynamic<int>();
        shared[shared.IntLength - 1 - Group.IdxX] = Group.IdxX;
        Group.Barrier();
        y[Group.IdxX] = shared[Group.IdxX];
    }
}
