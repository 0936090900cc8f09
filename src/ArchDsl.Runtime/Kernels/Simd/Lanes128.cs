using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>4 floats a vector.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Floats128>
{
    public static int Count => 4;

    public static Floats128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Set(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Load(float* from) => new(*(Vector128<float>*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Floats128 value) => *(Vector128<float>*)to = value.V;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Add(Floats128 a, Floats128 b) => new(a.V + b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Sub(Floats128 a, Floats128 b) => new(a.V - b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Mul(Floats128 a, Floats128 b) => new(a.V * b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Div(Floats128 a, Floats128 b) => new(a.V / b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Fma(Floats128 a, Floats128 b, Floats128 c) => new(
        AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c.V, a.V, b.V)
        : System.Runtime.Intrinsics.X86.Fma.IsSupported ? System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.V, b.V, c.V)
        : (a.V * b.V) + c.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Max(Floats128 a, Floats128 b) =>
        new(Sse.IsSupported ? Sse.Max(a.V, b.V) : Vector128.ConditionalSelect(Vector128.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Min(Floats128 a, Floats128 b) =>
        new(Sse.IsSupported ? Sse.Min(a.V, b.V) : Vector128.ConditionalSelect(Vector128.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Abs(Floats128 a) => new(Vector128.Abs(a.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Round(Floats128 a) => new(Vector128.Floor(a.V + Vector128.Create(0.5f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 WhereGreater(Floats128 a, Floats128 b, Floats128 yes, Floats128 no) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.V, b.V), yes.V, no.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Select(Floats128 mask, Floats128 yes, Floats128 no) => new(Vector128.ConditionalSelect(mask.V, yes.V, no.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Permute(Floats128 a, Floats128 from) => new(Permute(a.V, from.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 PowerOfTwo(Floats128 n) =>
        new(((Vector128.ConvertToInt32(n.V) + Vector128.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Evens(Floats128 a, Floats128 b) => new(Evens(a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Floats128 a) => Vector128.Sum(a.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Evens(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.Shuffle(a, b, 0b10_00_10_00)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(a, b)
        : Vector128.Create(a[0], a[2], b[0], b[2]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Permute(Vector128<float> a, Vector128<float> from) => Avx.IsSupported ? Avx.PermuteVar(a, from.AsInt32())
        : Ssse3.IsSupported ? Ssse3.Shuffle(a.AsByte(), Bytes(from)).AsSingle()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.VectorTableLookup(a.AsByte(), Bytes(from)).AsSingle()
        : Vector128.Shuffle(a, from.AsInt32());

    // The numbers of the four bytes of each lane that is asked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Bytes(Vector128<float> lanes) =>
        ((lanes.AsInt32() * Vector128.Create(0x04040404)) + Vector128.Create(0x03020100)).AsByte();
}
