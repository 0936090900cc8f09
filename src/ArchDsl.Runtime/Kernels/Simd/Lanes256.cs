using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>8 floats a vector.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Floats256>
{
    public static int Count => 8;

    public static Floats256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Set(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Load(float* from) => new(*(Vector256<float>*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Floats256 value) => *(Vector256<float>*)to = value.V;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Add(Floats256 a, Floats256 b) => new(a.V + b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Sub(Floats256 a, Floats256 b) => new(a.V - b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Mul(Floats256 a, Floats256 b) => new(a.V * b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Div(Floats256 a, Floats256 b) => new(a.V / b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Fma(Floats256 a, Floats256 b, Floats256 c) =>
        new(System.Runtime.Intrinsics.X86.Fma.IsSupported ? System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.V, b.V, c.V) : (a.V * b.V) + c.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Max(Floats256 a, Floats256 b) =>
        new(Avx.IsSupported ? Avx.Max(a.V, b.V) : Vector256.ConditionalSelect(Vector256.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Min(Floats256 a, Floats256 b) =>
        new(Avx.IsSupported ? Avx.Min(a.V, b.V) : Vector256.ConditionalSelect(Vector256.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Abs(Floats256 a) => new(Vector256.Abs(a.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Round(Floats256 a) => new(Vector256.Floor(a.V + Vector256.Create(0.5f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 WhereGreater(Floats256 a, Floats256 b, Floats256 yes, Floats256 no) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.V, b.V), yes.V, no.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Select(Floats256 mask, Floats256 yes, Floats256 no) => new(Vector256.ConditionalSelect(mask.V, yes.V, no.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Permute(Floats256 a, Floats256 from) =>
        new(Avx2.IsSupported ? Avx2.PermuteVar8x32(a.V, from.V.AsInt32()) : Vector256.Shuffle(a.V, from.V.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 PowerOfTwo(Floats256 n) =>
        new(((Vector256.ConvertToInt32(n.V) + Vector256.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Evens(Floats256 a, Floats256 b) => new(Evens(a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Floats256 a) => Vector256.Sum(a.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Evens(Vector256<float> a, Vector256<float> b) => Avx2.IsSupported
        ? Avx2.Permute4x64(Avx.Shuffle(a, b, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle()
        : Vector256.Create(Lanes128.Evens(a.GetLower(), a.GetUpper()), Lanes128.Evens(b.GetLower(), b.GetUpper()));
}
