namespace ILGPU.Runtime.Cuda;

/// <summary>A version of PTX.</summary>
public readonly record struct CudaInstructionSet(int Major, int Minor)
{
    public static readonly CudaInstructionSet ISA_70 = new(7, 0);

    public override string ToString() => FormattableString.Invariant($"{Major}.{Minor}");
}
