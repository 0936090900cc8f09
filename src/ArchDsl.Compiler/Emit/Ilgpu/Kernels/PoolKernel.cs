using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A sliding pool: every thread takes four channels of one window. Small windows are written out; larger ones are loops
/// over what of them is on the map.
/// </summary>
/// <param name="Window">The geometry, without dilation.</param>
/// <param name="Kind">The largest number or the mean.</param>
/// <param name="CountPadding">Whether a mean's divisor counts padding; what hangs over the padding never counts.</param>
/// <param name="Source">Where channels are and what happens to them before; padding comes behind that.</param>
/// <param name="Activation">Applied to the result.</param>
internal sealed record PoolKernel(SlidingWindow Window, PoolKind Kind, bool CountPadding, LaneSource Source, Activation? Activation)
    : MapKernel(Window.OutPlane, Activation)
{
    private const int WrittenOut = 16;

    protected override string What => $"{Source.Name}{(IsMax ? "Max" : "Average")}Pool{Window.Name}";

    protected override string Description => $"{(IsMax ? "Max" : "Average")} pool {Window.Summary}{Source.Summary}";

    private bool IsMax => Kind == PoolKind.Max;

    private bool RowsVary => CountPadding ? Window.OverhangsRows : Window.LeavesRows;

    private bool ColumnsVary => CountPadding ? Window.OverhangsColumns : Window.LeavesColumns;

    public override void WriteHelpers(KernelWriter writer) => Source.WriteHelpers(writer);

    protected override void WriteValue(KernelWriter writer)
    {
        WriteQuad(writer);
        WritePixel(writer);
        Source.WriteBegin(writer, "begin", "quad", "at.Quads");
        writer.Lines($"int y = pixel / {N(Window.Out.Width)};");
        writer.Lines($"int x = pixel - (y * {N(Window.Out.Width)});");
        Window.WriteOrigin(writer);
        if (Window.Taps > WrittenOut)
        {
            WriteLoops(writer);
        }
        else if (IsMax)
        {
            WriteLargest(writer);
        }
        else
        {
            WriteSum(writer);
        }

        if (!IsMax)
        {
            writer.Lines($"value *= {Factor(writer)};");
        }
    }

    // A tap outside is moved to the nearest inside, which is in the window, too.
    private void WriteLargest(KernelWriter writer)
    {
        for (int i = 0; i < Window.Kernel.Height; i++)
        {
            writer.Lines($"int row{N(i)} = {Inside("top", i, Window.In.Height, Window.LeavesRows)} * {N(4 * Window.In.Width)};");
        }

        for (int j = 0; j < Window.Kernel.Width; j++)
        {
            writer.Lines($"int column{N(j)} = {Inside("left", j, Window.In.Width, Window.LeavesColumns)} * 4;");
        }

        for (int i = 0; i < Window.Kernel.Height; i++)
        {
            for (int j = 0; j < Window.Kernel.Width; j++)
            {
                string tap = Source.Tap(writer, $"row{N(i)} + column{N(j)}");
                writer.Lines(i + j == 0 ? $"Float4 value = {tap};" : $"value = Float4.Max(value, {tap});");
            }
        }
    }

    private void WriteSum(KernelWriter writer)
    {
        writer.Lines($"int corner = ((top * {N(Window.In.Width)}) + left) * 4;\nFloat4 value = default;");
        for (int i = 0; i < Window.Kernel.Height; i++)
        {
            for (int j = 0; j < Window.Kernel.Width; j++)
            {
                var conditions = new List<string>();
                if (Window.LeavesRows)
                {
                    conditions.Add($"GpuFunctions.IsWithin(top{Plus(i)}, {N(Window.In.Height)})");
                }

                if (Window.LeavesColumns)
                {
                    conditions.Add($"GpuFunctions.IsWithin(left{Plus(j)}, {N(Window.In.Width)})");
                }

                string add = $"value += {Source.Tap(writer, $"corner{Plus(((i * Window.In.Width) + j) * 4)}")};";
                writer.Lines(conditions.Count == 0 ? add : $"if ({string.Join(" && ", conditions)})\n{{\n    {add}\n}}\n");
            }
        }
    }

    private void WriteLoops(KernelWriter writer)
    {
        writer.Lines($"int bottom = Math.Min(top + {N(Window.Kernel.Height)}, {N(Window.In.Height)});");
        writer.Lines($"int right = Math.Min(left + {N(Window.Kernel.Width)}, {N(Window.In.Width)});");
        writer.Lines($"Float4 value = {(IsMax ? "Float4.All(float.NegativeInfinity)" : "default")};");
        writer.Lines("for (int row = Math.Max(top, 0); row < bottom; row++)");
        using (writer.Braces())
        {
            writer.Lines($"int line = row * {N(4 * Window.In.Width)};");
            writer.Lines("for (int column = Math.Max(left, 0); column < right; column++)");
            using (writer.Braces())
            {
                string tap = Source.Tap(writer, "line + (column * 4)");
                writer.Lines(IsMax ? $"value = Float4.Max(value, {tap});" : $"value += {tap};");
            }
        }

        writer.Lines("");
    }

    // One over the inputs that count.
    private string Factor(KernelWriter writer)
    {
        if (!RowsVary && !ColumnsVary)
        {
            return $"{Numbers.Real(1.0 / Window.Taps)}f";
        }

        writer.Lines($"int rows = {Counted("top", RowsVary, Window.Kernel.Height, Window.In.Height, Window.Padding.Height)};");
        writer.Lines($"int columns = {Counted("left", ColumnsVary, Window.Kernel.Width, Window.In.Width, Window.Padding.Width)};");
        return "1f / (rows * columns)";
    }

    private string Counted(string first, bool varies, int kernel, int length, int padding) =>
        !varies ? N(kernel)
        : CountPadding ? $"Math.Min({first} + {N(kernel)}, {N(length + padding)}) - {first}"
        : $"Math.Min({first} + {N(kernel)}, {N(length)}) - Math.Max({first}, 0)";

    private static string Inside(string first, int tap, int length, bool leaves) =>
        leaves ? $"Math.Min(Math.Max({first}{Plus(tap)}, 0), {N(length - 1)})" : tap == 0 ? first : $"({first}{Plus(tap)})";
}
