using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>
/// Memory to run one kernel in: tensors between fences of NaN, outputs poisoned with NaN, so that reading too far or
/// leaving something unwritten shows in the result and writing too far breaks a fence.
/// </summary>
internal sealed unsafe class Bench
{
    private const int Fence = 64;

    // Tests read through bare pointers when the bench is out of use: nothing of it may be collected before they end.
    private static readonly System.Collections.Concurrent.ConcurrentBag<object> Alive = [];

    private readonly List<(AlignedBuffer Buffer, int Length)> _tensors = [];
    private readonly int _parts;

    public Bench(int parts = 1) => _parts = parts;

    public static TheoryData<SimdWidth, int> WidthsAndParts => new()
    {
        { SimdWidth.Bits128, 1 }, { SimdWidth.Bits256, 1 }, { SimdWidth.Bits512, 1 },
        { SimdWidth.Bits128, 3 }, { SimdWidth.Bits256, 2 }, { SimdWidth.Bits512, 3 },
    };

    public static float[] Random(Random random, int count, double scale = 1)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(((random.NextDouble() * 2) - 1) * scale);
        }

        return values;
    }

    public View Place(float[] values)
    {
        View view = Reserve(values.Length);
        values.CopyTo(new Span<float>(view.Pointer, values.Length));
        return view;
    }

    public View Reserve(int length)
    {
        var buffer = new AlignedBuffer(length + (2 * Fence));
        buffer.Span.Fill(float.NaN);
        _tensors.Add((buffer, length));
        Alive.Add(buffer);
        return new View(buffer.Pointer + Fence);
    }

    public void Run(Kernel kernel, Action<CpuWorker> run)
    {
        Alive.Add(kernel);
        var arena = new AlignedBuffer(0);
        AlignedBuffer[] scratch = Enumerable.Range(0, _parts).Select(_ => Poisoned(kernel.ScratchFloats(_parts) + Fence)).ToArray();
        AlignedBuffer shared = Poisoned(kernel.SharedFloats(_parts) + Fence);
        var failures = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        Team? team = null;
        using (team = new Team(_parts, Work))
        {
            team.Run();
        }

        void Work(int part)
        {
            try
            {
                run(new CpuWorker(part, _parts, arena, arena, scratch[part], 1, 1, team, shared));
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        Assert.Empty(failures);
        foreach (AlignedBuffer buffer in scratch.Append(shared))
        {
            Assert.All(buffer.Span[^Fence..].ToArray(), value => Assert.True(float.IsNaN(value), "a kernel wrote beyond its scratch"));
        }

        foreach ((AlignedBuffer buffer, int length) in _tensors)
        {
            bool intact = buffer.Span[..Fence].ToArray().All(float.IsNaN) && buffer.Span[(Fence + length)..].ToArray().All(float.IsNaN);
            Assert.True(intact, "a kernel wrote beyond a tensor");
        }
    }

    private static AlignedBuffer Poisoned(int length)
    {
        var buffer = new AlignedBuffer(length);
        buffer.Span.Fill(float.NaN);
        return buffer;
    }

    public static void Close(double[] expected, View actual, double tolerance = 2e-5)
    {
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            double off = Math.Abs(expected[i] - actual.Pointer[i]);
            Assert.True(off <= tolerance * (1e-3 + largest), $"at {i}: expected {expected[i]}, got {actual.Pointer[i]}");
        }
    }
}
