using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>16 floats a vector.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Floats512>
{
    public static int Count => 16;

    public static Floats512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Set(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Load(float* from) => new(*(Vector512<float>*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Floats512 value) => *(Vector512<float>*)to = value.V;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Add(Floats512 a, Floats512 b) => new(a.V + b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Sub(Floats512 a, Floats512 b) => new(a.V - b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Mul(Floats512 a, Floats512 b) => new(a.V * b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Div(Floats512 a, Floats512 b) => new(a.V / b.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Fma(Floats512 a, Floats512 b, Floats512 c) =>
        new(Avx512F.IsSupported ? Avx512F.FusedMultiplyAdd(a.V, b.V, c.V) : (a.V * b.V) + c.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Max(Floats512 a, Floats512 b) =>
        new(Avx512F.IsSupported ? Avx512F.Max(a.V, b.V) : Vector512.ConditionalSelect(Vector512.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Min(Floats512 a, Floats512 b) =>
        new(Avx512F.IsSupported ? Avx512F.Min(a.V, b.V) : Vector512.ConditionalSelect(Vector512.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Abs(Floats512 a) => new(Vector512.Abs(a.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Round(Floats512 a) => new(Vector512.Floor(a.V + Vector512.Create(0.5f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 WhereGreater(Floats512 a, Floats512 b, Floats512 yes, Floats512 no) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.V, b.V), yes.V, no.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Select(Floats512 mask, Floats512 yes, Floats512 no) => new(Vector512.ConditionalSelect(mask.V, yes.V, no.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Permute(Floats512 a, Floats512 from) =>
        new(Avx512F.IsSupported ? Avx512F.PermuteVar16x32(a.V, from.V.AsInt32()) : Vector512.Shuffle(a.V, from.V.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 PowerOfTwo(Floats512 n) =>
        new(((Vector512.ConvertToInt32(n.V) + Vector512.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Evens(Floats512 a, Floats512 b) => new(Evens(a.V, b.V));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Floats512 a) => Vector512.Sum(a.V);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Evens(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b)
        : Vector512.Create(Lanes256.Evens(a.GetLower(), a.GetUpper()), Lanes256.Evens(b.GetLower(), b.GetUpper()));
}
