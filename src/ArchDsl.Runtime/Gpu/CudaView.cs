using System.Runtime.InteropServices;

namespace ArchDsl.Runtime.Gpu;

/// <summary>A stretch of CUDA memory, as a kernel takes it: where it begins and how many elements it has.</summary>
/// <param name="Address">The device address.</param>
/// <param name="Length">Elements of four bytes.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct CudaView(ulong Address, long Length);

/// <summary>A kernel in PTX.</summary>
/// <param name="Ptx">The text.</param>
/// <param name="Entry">The name of its entry.</param>
public readonly record struct CudaKernelSource(string Ptx, string Entry);

/// <summary>
/// What a kernel's method takes, as the PTX that ILGPU prints for it declares its parameters: four views of 16 bytes,
/// aligned to 8, then the places, a struct of natural alignment. A kernel whose groups are explicit takes nothing before them.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaParameters
{
    public CudaView Arena;
    public CudaView Weights;
    public CudaView Tables;
    public CudaView Caller;
    public Places At;
}
