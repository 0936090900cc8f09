using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>The geometry of a window that slides over a map: what pools and grouped convolutions are specialised to.</summary>
internal sealed record SlidingWindow(Size2 In, Size2 Out, Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation)
{
    private const int WidestRow = 11;

    public string Name => $"{Kernel}{(Stride == Size2.Square(1) ? "" : $"Stride{Stride}")}{(Dilation == Size2.Square(1) ? "" : $"Dilation{Dilation}")}Of{In}";

    public string Summary =>
        $"{Kernel}{Unless(Stride, Size2.Square(1), ", stride ")}{Unless(Padding, default, ", padding ")}{Unless(Dilation, Size2.Square(1), ", dilation ")} of {In}";

    /// <summary>Whether a row has more taps than are written out.</summary>
    public bool IsWide => Kernel.Width > WidestRow;

    public int Taps => (int)Kernel.Area;

    public long InPlane => In.Area;

    public long OutPlane => Out.Area;

    /// <summary>Whether some window has rows above or below the map.</summary>
    public bool LeavesRows => Leaves(Out.Height, In.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, 0);

    /// <summary>Whether some window has columns left or right of the map.</summary>
    public bool LeavesColumns => LeavesColumnsIn(Out.Width);

    /// <summary>Whether some window has rows below the padding, which ceil mode allows.</summary>
    public bool OverhangsRows => Leaves(Out.Height, In.Height + Padding.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, Padding.Height);

    /// <summary>Whether some window has columns right of the padding, which ceil mode allows.</summary>
    public bool OverhangsColumns => Leaves(Out.Width, In.Width + Padding.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, Padding.Width);

    /// <summary>Whether some of so many windows of a row have columns left or right of the map.</summary>
    public bool LeavesColumnsIn(int windows) => Leaves(windows, In.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, 0);

    /// <summary>Declares <c>top</c> and <c>left</c>, the first tap of the window at <c>y</c>, <c>x</c>.</summary>
    public void WriteOrigin(KernelWriter writer)
    {
        writer.Lines($"int top = {Times("y", Stride.Height)}{Less(Padding.Height)};");
        writer.Lines($"int left = {Times("x", Stride.Width)}{Less(Padding.Width)};");
    }

    private static bool Leaves(int windows, int end, int kernel, int stride, int padding, int dilation, int allowed) =>
        padding > allowed || ((windows - 1) * stride) - padding + ((kernel - 1) * dilation) >= end;

    private static string Less(int number) => number == 0 ? "" : $" - {N(number)}";
}
