namespace ArchDsl.Runtime.Gpu;

/// <summary>How exactly a GPU multiplies in convolutions and linear layers.</summary>
public enum Precision
{
    /// <summary>FP32 throughout.</summary>
    Strict,

    /// <summary>
    /// TF32 on the tensor cores of a CUDA device: factors with 10 bits of mantissa, sums in FP32. On a device without
    /// them the same as <see cref="Strict"/>.
    /// </summary>
    Fast,
}
