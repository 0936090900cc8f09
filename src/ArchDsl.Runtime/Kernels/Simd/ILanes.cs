namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>
/// The vector operations kernels are written in, once for every width. <typeparamref name="V"/> is the machine vector;
/// implementations are empty structs, so the compiler specialises each kernel for each width.
/// </summary>
internal unsafe interface ILanes<V>
    where V : struct
{
    static abstract int Count { get; }

    static abstract V Zero { get; }

    static abstract V Set(float value);

    static abstract V Load(float* from);

    static abstract void Store(float* to, V value);

    static abstract V Add(V a, V b);

    static abstract V Sub(V a, V b);

    static abstract V Mul(V a, V b);

    static abstract V Div(V a, V b);

    /// <summary>a * b + c, rounded once where the machine can.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>a &gt; b ? a : b, so the second operand wins when either is NaN.</summary>
    static abstract V Max(V a, V b);

    /// <summary>a &lt; b ? a : b, so the second operand wins when either is NaN.</summary>
    static abstract V Min(V a, V b);

    static abstract V Abs(V a);

    static abstract V Round(V a);

    /// <summary>a &gt; b ? yes : no in every lane.</summary>
    static abstract V WhereGreater(V a, V b, V yes, V no);

    /// <summary>yes where the mask's bits are set, no where they are clear.</summary>
    static abstract V Select(V mask, V yes, V no);

    /// <summary>Lane i of the result is the lane of a whose number the bits of lane i of <paramref name="from"/> hold as an int.</summary>
    static abstract V Permute(V a, V from);

    /// <summary>2^n for integral n in [-126, 127].</summary>
    static abstract V PowerOfTwo(V n);

    /// <summary>Every second lane of the two side by side, from the first on.</summary>
    static abstract V Evens(V a, V b);

    static abstract float Sum(V a);
}
