using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Doubles.Tests.Ilgpu.DoubleOnly;

/// <summary>What the real compiler refuses is refused when the kernel is loaded, with the construct in words.</summary>
public sealed class VerifierTests(GpuFixture gpu) : IClassFixture<GpuFixture>
{
    private static readonly float[] Table = [1, 2, 3];
    private static readonly float Scale = 2;
    private static float _changing = 1;

    public static TheoryData<string, string> Refused => new()
    {
        { nameof(ReadsArray), "the static array VerifierTests.Table" },
        { nameof(ReadsMutable), "the static field VerifierTests._changing, which is not readonly" },
        { nameof(WritesStatic), "a store to a static field" },
        { nameof(Fuses), "MathF.FusedMultiplyAdd, which has no counterpart on a GPU" },
        { nameof(Pins), "fixed" },
        { nameof(TakesPointer), "Unsafe.AsPointer, which has no counterpart on a GPU" },
        { nameof(Throws), "an object of class InvalidOperationException" },
        { nameof(Catches), "try, catch, finally or using" },
        { nameof(MakesArray), "an array" },
        { nameof(Boxes), "boxing" },
        { nameof(Recurses), "recursion" },
        { nameof(CallsHost), "ArrayViewExtensions.MemSetToZero, which is for the host" },
        { nameof(NamesThings), "a string" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_kernel_is_refused_when_loaded(string kernel, string construct)
    {
        var action = typeof(VerifierTests)
            .GetMethod(kernel, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .CreateDelegate<Action<ArrayView<float>>>();
        var refusal = Assert.Throws<InternalCompilerException>(() => gpu.Accelerator.LoadStreamKernel(action));
        Assert.EndsWith("cannot be compiled: " + construct, refusal.Message, StringComparison.Ordinal);
        Assert.IsType<NotSupportedException>(refusal.InnerException);
    }

    [Fact]
    public void A_captured_variable_is_refused()
    {
        float captured = gpu.Accelerator.WarpSize;
        Assert.Throws<InternalCompilerException>(() => gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(x => x[0] = captured));
    }

    [Fact]
    public void A_lambda_without_captures_and_a_readonly_static_are_compiled()
    {
        using var y = gpu.Accelerator.Allocate1D<float>(1);
        gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(x => x[0] = Scale)((1, 1), y.View);
        Assert.Equal([2], y.View.GetAsArray1D());
    }

    [Fact]
    public void Algorithm_mathematics_needs_a_context_that_enables_it()
    {
        using Context context = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));
        using CPUAccelerator accelerator = context.CreateCPUAccelerator(0);
        var refusal = Assert.Throws<InternalCompilerException>(() => accelerator.LoadStreamKernel<ArrayView<float>>(Exponential));
        Assert.EndsWith("XMath.Exp in a context without EnableAlgorithms", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(gpu.Accelerator.LoadStreamKernel<ArrayView<float>>(Exponential));
    }

    [Fact]
    public void A_barrier_needs_explicit_groups()
    {
        var refusal = Assert.Throws<InternalCompilerException>(
            () => gpu.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Waits));
        Assert.EndsWith("a barrier in an implicitly grouped kernel", refusal.Message, StringComparison.Ordinal);
    }

    private static void ReadsArray(ArrayView<float> x) => x[0] = Table[0];
    private static void ReadsMutable(ArrayView<float> x) => x[0] = _changing;
    private static void WritesStatic(ArrayView<float> x) => _changing = x.Length;
    private static void Fuses(ArrayView<float> x) => x[0] = MathF.FusedMultiplyAdd(x.Length, 2, 3);

    private static unsafe void Pins(ArrayView<float> x)
    {
        fixed (float* first = &x[0])
            *first = 1;
    }

    private static unsafe void TakesPointer(ArrayView<float> x) => *(float*)Unsafe.AsPointer(ref x[0]) = 1;

    private static void Throws(ArrayView<float> x)
    {
        if (x.Length < 1)
            throw new InvalidOperationException();
    }

    private static void Catches(ArrayView<float> x)
    {
        try
        {
            x[0] = 1;
        }
        finally
        {
            x[1] = 1;
        }
    }

    private static void MakesArray(ArrayView<float> x)
    {
        var local = new float[x.IntLength];
        x[0] = local[0];
    }

    private static void Boxes(ArrayView<float> x)
    {
        object boxed = x.Length;
        x[0] = boxed.GetHashCode();
    }

    private static void Recurses(ArrayView<float> x) => x[0] = Factorial(x.IntLength);
    private static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
    private static void CallsHost(ArrayView<float> x) => x.MemSetToZero();
    private static void NamesThings(ArrayView<float> x) => x[0] = "four".Length;
    private static void Exponential(ArrayView<float> x) => x[0] = XMath.Exp(1);

    private static void Waits(Index1D i, ArrayView<float> x)
    {
        Group.Barrier();
        x[i] = 1;
    }
}
