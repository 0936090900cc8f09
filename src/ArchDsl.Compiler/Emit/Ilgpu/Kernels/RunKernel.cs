using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A convolution whose threads each compute four filters for a run of neighbouring pixels of a row, straight from the map:
/// for groups with too few channels to make a matrix product of.
/// </summary>
/// <param name="Window">The geometry.</param>
/// <param name="Epilogue">What is done to the sums.</param>
/// <param name="Run">Pixels of a run.</param>
internal abstract record RunKernel(SlidingWindow Window, ConvolutionEpilogue Epilogue, int Run) : GpuKernel
{
    public override string Name => $"{Kind}{Window.Name}{Epilogue.Name}By{N(Run)}";

    public override string Summary => $"{Description} {Window.Summary}{Epilogue.Summary}: four filters × {N(Run)} {(Run == 1 ? "pixel" : "pixels of a row")} a thread.";

    public override int Threads => 4 * Lanes;

    public override int SharedBytes => Epilogue.Squeezes ? 16 * Threads : 0;

    public override GridShape Grid => Epilogue.Squeezes ? GridShape.SampleBySample : GridShape.Together;

    public override int WorkOfGroup => Lanes;

    /// <summary>Of the kernel's name, what tells its kind.</summary>
    protected abstract string Kind { get; }

    /// <summary>Of its documentation.</summary>
    protected abstract string Description { get; }

    private int RunsOfRow => (Window.Out.Width + Run - 1) / Run;

    /// <summary>Runs of a map.</summary>
    public int Runs => RunsOfRow * Window.Out.Height;

    // Runs side by side in a group, each with the four fours of a block.
    private int Lanes => Runs <= 8 ? 8 : Runs <= 16 ? 16 : 32;

    private bool IsRagged => Window.Out.Width % Run != 0;

    public override void WriteHelpers(KernelWriter writer) => Epilogue.WriteHelpers(writer);

    public override void WriteBody(KernelWriter writer)
    {
        WritePlaces(writer);
        writer.Lines($"Float4 {string.Join(", ", Sums.Select(s => s + " = default"))};");
        if (Epilogue.Squeezes)
        {
            writer.Lines("if (isInside)");
            using (writer.Braces())
            {
                WriteSums(writer);
            }

            writer.Lines("");
        }
        else
        {
            WriteSums(writer);
        }

        WriteResults(writer);
    }

    /// <summary>Adds every product to <c>sum0</c>, <c>sum1</c>, …: of <c>quad</c>, the pixels from <c>x</c> on of row <c>y</c>.</summary>
    protected abstract void WriteSums(KernelWriter writer);

    protected static string Sum(int pixel) => $"sum{N(pixel)}";

    /// <summary>Opens a loop over the rows of the window where there are several, and asks whether the row is on the map.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="row">Writes what is done for a row that is.</param>
    /// <param name="next">What is added from one row to the next, whether it is or not.</param>
    protected void WriteRows(KernelWriter writer, Action row, params (string Place, long Step)[] next)
    {
        if (Window.Kernel.Height == 1)
        {
            WriteRow(writer, "top", row);
            return;
        }

        writer.Lines($"for (int tapY = 0; tapY < {N(Window.Kernel.Height)}; tapY++)");
        using (writer.Braces())
        {
            WriteRow(writer, $"top + {Times("tapY", Window.Dilation.Height)}", row);
            foreach ((string place, long step) in next)
            {
                writer.Lines($"{place} += {N(step)};");
            }
        }

        writer.Lines("");
    }

    /// <summary>Declares <c>x0</c>, <c>x1</c>, …: what the window's row reads of the map for the run, each pixel once.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="read">Four channels so many fours of floats from the row's first pixel: an expression.</param>
    protected void WriteInputs(KernelWriter writer, Func<int, string> read)
    {
        bool guarded = Window.LeavesColumnsIn(RunsOfRow * Run);
        foreach (int column in Columns)
        {
            string load = read(4 * column);
            writer.Lines(guarded
                ? $"Float4 x{N(column)} = default;\nif (GpuFunctions.IsWithin(left{Plus(column)}, {N(Window.In.Width)}))\n{{\n    x{N(column)} = {load};\n}}\n"
                : $"Float4 x{N(column)} = {load};");
        }
    }

    /// <summary>The input that a pixel of the run reads at a tap of a row.</summary>
    protected string Input(int pixel, int tap) => $"x{N((pixel * Window.Stride.Width) + (tap * Window.Dilation.Width))}";

    private IEnumerable<string> Sums => Enumerable.Range(0, Run).Select(Sum);

    private IEnumerable<int> Columns => (
        from pixel in Enumerable.Range(0, Run)
        from tap in Enumerable.Range(0, Window.Kernel.Width)
        select (pixel * Window.Stride.Width) + (tap * Window.Dilation.Width)).Distinct().OrderBy(c => c);

    private void WriteRow(KernelWriter writer, string y, Action row)
    {
        if (!Window.LeavesRows)
        {
            row();
            return;
        }

        writer.Lines($"if (GpuFunctions.IsWithin({y}, {N(Window.In.Height)}))");
        using (writer.Braces())
        {
            row();
        }

        writer.Lines("");
    }

    private void WritePlaces(KernelWriter writer)
    {
        writer.Lines("ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();");
        writer.Lines("ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();");
        if (Epilogue.Squeezes)
        {
            int tiles = (Runs + Lanes - 1) / Lanes;
            writer.Lines($$"""
                ArrayView<Float4> shared = SharedMemory.Allocate<float>({{N(4 * Threads)}}).AsAligned16().Cast<Float4>();
                int thread = Group.IdxX;
                int quad = (Grid.IdxY * 4) + (thread % 4);
                int sample = Grid.IdxX / {{N(tiles)}};
                int run = ((Grid.IdxX - (sample * {{N(tiles)}})) * {{N(Lanes)}}) + (thread / 4);
                bool isInside = run < {{N(Runs)}};
                """);
        }
        else
        {
            writer.Lines($$"""
                int quad = (Grid.IdxY * 4) + (Group.IdxX % 4);
                int run = (Grid.IdxX * {{N(Lanes)}}) + (Group.IdxX / 4);
                int sample = run / {{N(Runs)}};
                if (sample >= at.Samples)
                {
                    return;
                }

                run -= sample * {{N(Runs)}};
                """);
        }

        writer.Lines($"int y = run / {N(RunsOfRow)};");
        writer.Lines($"int x = {Times($"(run - (y * {N(RunsOfRow)}))", Run)};");
        Window.WriteOrigin(writer);
    }

    private void WriteResults(KernelWriter writer)
    {
        writer.Lines($"int pixel = (sample * {N(Window.OutPlane)}) + (y * {N(Window.Out.Width)}) + x;");
        if (Epilogue.HasBias)
        {
            writer.Lines("Float4 bias = filters[at.Bias + quad];");
        }

        string total = "";
        if (Epilogue.Squeezes)
        {
            writer.Lines("Float4 total = default;");
            total = "total += ";
        }

        for (int i = 0; i < Run; i++)
        {
            string[] conditions = [.. Epilogue.Squeezes ? ["isInside"] : Array.Empty<string>(), .. IsRagged && i > 0 ? [$"x{Plus(i)} < {N(Window.Out.Width)}"] : Array.Empty<string>()];
            string isInside = conditions.Length == 0 ? "true" : string.Join(" && ", conditions);
            writer.Lines($"{total}{writer.Name}Store({Epilogue.Memory}, at, {isInside}, pixel{Plus(i)}, quad, {Sum(i)}{(Epilogue.HasBias ? " + bias" : "")});");
        }

        if (Epilogue.Squeezes)
        {
            LaneTree.Write(writer, Threads, 4, ["total"]);
            writer.Lines("if (thread < 4)\n{\n    maps[at.Sums + (Grid.IdxX * at.Quads) + quad] = shared[thread];\n}");
        }
    }
}
