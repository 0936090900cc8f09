namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// A window sliding over one plane: kernel, stride, pad and dilation, and how far its output reaches beyond the input
/// (ceil-mode pooling).
/// </summary>
internal readonly record struct Window(
    int Height, int Width, int OutHeight, int OutWidth, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PadY, int PadX, int DilationY, int DilationX);
