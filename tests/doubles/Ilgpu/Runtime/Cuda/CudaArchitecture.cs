namespace ILGPU.Runtime.Cuda;

/// <summary>A compute capability.</summary>
public readonly record struct CudaArchitecture(int Major, int Minor) : IComparable<CudaArchitecture>
{
    public static readonly CudaArchitecture SM_75 = new(7, 5);
    public static readonly CudaArchitecture SM_80 = new(8, 0);
    public static readonly CudaArchitecture SM_90 = new(9, 0);

    public static bool operator <(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) < 0;
    public static bool operator <=(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) <= 0;
    public static bool operator >(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) > 0;
    public static bool operator >=(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) >= 0;

    public int CompareTo(CudaArchitecture other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => FormattableString.Invariant($"SM_{Major}{Minor}");
}
