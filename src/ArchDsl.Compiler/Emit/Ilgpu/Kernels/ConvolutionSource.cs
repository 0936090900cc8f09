using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>The geometry of a convolution and how the pixels of a step are fetched.</summary>
internal abstract record ConvolutionSource(Size2 In, Size2 Out, Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation)
{
    public long OutPlane => Out.Area;

    protected long InPlane => In.Area;

    /// <summary>Steps along the depth.</summary>
    public abstract int Steps { get; }

    public virtual string Name =>
        $"Conv{Kernel}{(Stride == Size2.Square(1) ? "" : $"Stride{Stride}")}{(Dilation == Size2.Square(1) ? "" : $"Dilation{Dilation}")}Of{In}";

    public virtual string Summary =>
        $"Convolution {Kernel}{Unless(Stride, Size2.Square(1), ", stride ")}{Unless(Padding, default, ", padding ")}{Unless(Dilation, Size2.Square(1), ", dilation ")} of {In}";

    /// <summary>Whether what is multiplied is what lies in memory, four channels of a pixel at a time.</summary>
    public abstract bool IsPlain { get; }

    /// <summary>Whether the map is one pixel, read as it is.</summary>
    public virtual bool IsVector => false;

    /// <summary>Whether output pixel i reads input pixel i and no other.</summary>
    protected bool IsPointwise => Kernel == Size2.Square(1) && Stride == Size2.Square(1) && Padding == default;

    /// <summary>Declares what stays the same along the depth for one fetched pixel: its number is <paramref name="pixel"/>.</summary>
    public abstract void WritePixel(KernelWriter writer, string i, string pixel);

    /// <summary>Declares what all fetches of a step have in common.</summary>
    public abstract void WriteStep(KernelWriter writer, int groups);

    /// <summary>Assigns <c>x</c><paramref name="i"/>: four channels of the pixel.</summary>
    public abstract void WriteFetch(KernelWriter writer, string i);

    /// <summary>Whether a step's tap of a pixel is inside the map: an expression.</summary>
    public abstract string IsInside(string i);

    public virtual void WriteHelpers(KernelWriter writer)
    {
    }

    /// <summary>Declares <c>sample</c>, <c>y</c>, <c>x</c>: the sample and the first tap's row and column; of a pixel outside the batch, a row far outside.</summary>
    protected void WriteOrigin(KernelWriter writer, string i, string pixel)
    {
        writer.Lines($"int sample{i} = ({pixel}) / {N(OutPlane)};");
        writer.Lines($"int inMap{i} = {pixel} - (sample{i} * {N(OutPlane)});");
        writer.Lines($"int outY{i} = inMap{i} / {N(Out.Width)};");
        string y = Times($"outY{i}", Stride.Height) + Minus(Padding.Height);
        writer.Lines($"int top{i} = {pixel} < pixels ? {y} : -1000000;");
        writer.Lines($"int left{i} = {(Stride.Width == 1 ? $"inMap{i} - (outY{i} * {N(Out.Width)})" : $"((inMap{i} - (outY{i} * {N(Out.Width)})) * {N(Stride.Width)})")}{Minus(Padding.Width)};");
    }
}

/// <summary>How a gate's factors are found.</summary>
internal enum GateReading
{
    None,

    /// <summary>Slot by slot beside the map's.</summary>
    SlotBySlot,

    /// <summary>Through a table of slots.</summary>
    ByTable,
}

/// <summary>A map in blocks of 16 channels: a step is one block of one tap.</summary>
internal sealed record BlockedSource(Size2 In, Size2 Out, Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation, EquatableArray<SourceRun> Runs)
    : ConvolutionSource(In, Out, Kernel, Stride, Padding, Dilation)
{
    /// <summary>Whether a norm is applied to what is read.</summary>
    public bool HasNorm { get; init; }

    /// <summary>Applied to what is read, after the norm.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Whether what is read is multiplied by one factor a channel.</summary>
    public GateReading Gate { get; init; }

    public override bool IsPlain => !HasNorm && Activation is null && Gate == GateReading.None;

    public override bool IsVector => IsPointwise && OutPlane == 1;

    private int Blocks => Runs.Sum(r => r.Blocks);

    public override int Steps => Blocks * (int)Kernel.Area;

    public override string Name => $"{(HasNorm ? "Norm" : "")}{NameOf(Activation)}{(Gate == GateReading.None ? "" : "Gated")}{base.Name}x{N(Blocks * 16)}";

    public override string Summary =>
        $"{base.Summary}, {N(Blocks * 16)} channels{(Runs.Count == 1 ? "" : $" from {N(Runs.Count)} places")}"
        + $"{(HasNorm ? ", norm" : "")}{(Activation is null ? "" : $" and {Activation.Kind} on the input")}{(Gate == GateReading.None ? "" : ", gated")}";

    public override void WritePixel(KernelWriter writer, string i, string pixel)
    {
        if (IsPointwise)
        {
            writer.Lines($"int sample{i} = ({pixel}) / {N(OutPlane)};");
            writer.Lines($"bool isPixel{i} = {pixel} < pixels;");
            string inMap = OutPlane == 1 ? "" : $"(({pixel} - (sample{i} * {N(OutPlane)})) * 4) + ";
            writer.Lines($"int origin{i} = at.Source + (sample{i} * at.Arena) + {inMap}lane;");
            return;
        }

        WriteOrigin(writer, i, pixel);
        writer.Lines($"int origin{i} = at.Source + (sample{i} * at.Arena) + (((top{i} * {N(In.Width)}) + left{i}) * 4) + lane;");
    }

    public override void WriteStep(KernelWriter writer, int groups)
    {
        bool hasTaps = Kernel.Area > 1;
        string block = "step";
        if (hasTaps)
        {
            writer.Lines(Blocks == 1 ? "int tap = step;" : $"int tap = step / {N(Blocks)};");
            if (Blocks > 1)
            {
                writer.Lines($"int block = step - (tap * {N(Blocks)});");
            }

            block = Blocks > 1 ? "block" : "0";
            writer.Lines($"int tapY = tap / {N(Kernel.Width)};");
            writer.Lines($"int tapX = tap - (tapY * {N(Kernel.Width)});");
            writer.Lines($"int down = {Times("tapY", Dilation.Height)};");
            writer.Lines($"int right = {Times("tapX", Dilation.Width)};");
        }

        string place = Blocks == 1 ? N(Runs[0].Offset) : SourceBlocks.PlaceOf(Runs, block, InPlane * 4);
        string group = groups == 1 ? "" : Times("Grid.IdxZ", InPlane * 4 * Blocks);
        string tapPlace = hasTaps ? $"(((down * {N(In.Width)}) + right) * 4)" : "";
        writer.Lines($"int offset = {Sum(group, place, tapPlace)};");
        if (HasNorm || Gate != GateReading.None)
        {
            writer.Lines($"int slots = {Sum(groups == 1 ? "" : $"({Times("Grid.IdxZ", Blocks * 4)})", block == "0" ? "" : $"({block} * 4)", "lane")};");
        }

        if (HasNorm)
        {
            writer.Lines($"Float4 scale = filters[at.Norm + slots];\nFloat4 shift = filters[at.Norm + {N(groups * Blocks * 4)} + slots];");
        }
    }

    public override void WriteFetch(KernelWriter writer, string i)
    {
        string value = $"maps[origin{i} + offset]";
        if (HasNorm)
        {
            value = $"Float4.MultiplyAdd({value}, scale, shift)";
        }

        value = Activate(Activation, value);
        value = Gate switch
        {
            GateReading.SlotBySlot => $"{value} * maps[(sample{i} * at.Arena) + at.Gate + slots]",
            GateReading.ByTable => $"{value} * {writer.Name}Gate(arena, tables, ((sample{i} * at.Arena) + at.Gate) * 4, at.Table + (slots * 4))",
            _ => value,
        };
        writer.Lines($"if ({IsInside(i)})\n{{\n    x{i} = {value};\n}}\n");
    }

    public override string IsInside(string i)
    {
        if (IsPointwise)
        {
            return $"isPixel{i}";
        }

        string down = Kernel.Area > 1 ? " + down" : "";
        string right = Kernel.Area > 1 ? " + right" : "";
        string inRows = $"GpuFunctions.IsWithin(top{i}{down}, {N(In.Height)})";
        return Padding == default ? inRows : $"{inRows} && GpuFunctions.IsWithin(left{i}{right}, {N(In.Width)})";
    }

    public override void WriteHelpers(KernelWriter writer)
    {
        if (Gate == GateReading.ByTable)
        {
            writer.Lines("");
            writer.Lines($"private static Float4 {writer.Name}Gate(ArrayView<float> arena, ArrayView<int> tables, int gate, int entry) =>");
            writer.Lines("    Float4.Of(arena[gate + tables[entry]], arena[gate + tables[entry + 1]], arena[gate + tables[entry + 2]], arena[gate + tables[entry + 3]]);");
        }
    }
}

/// <summary>The caller's planes: the depth runs over channels and, within each, over taps, 16 of these numbers a step.</summary>
internal sealed record PlanarSource(Size2 In, Size2 Out, Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation, int Channels)
    : ConvolutionSource(In, Out, Kernel, Stride, Padding, Dilation)
{
    public override bool IsPlain => false;

    private int Depth => Channels * (int)Kernel.Area;

    public override int Steps => (Depth + 15) / 16;

    public override string Name => $"{base.Name}x{N(Channels)}Planes";

    public override string Summary => $"{base.Summary}, {N(Channels)} planes of the caller's";

    public override void WritePixel(KernelWriter writer, string i, string pixel)
    {
        WriteOrigin(writer, i, pixel);
        writer.Lines($"int origin{i} = (sample{i} * {N(Channels * InPlane)}) + (top{i} * {N(In.Width)}) + left{i};");
    }

    public override string IsInside(string i) => $"top{i} > -1000000";

    public override void WriteStep(KernelWriter writer, int groups) => writer.Lines("int k = (step * 16) + (lane * 4);");

    public override void WriteFetch(KernelWriter writer, string i)
    {
        string Tap(int d) => $"{writer.Name}Tap(caller, k{(d == 0 ? "" : $" + {N(d)}")}, origin{i}, top{i}, left{i})";
        writer.Lines($"x{i} = Float4.Of({Tap(0)}, {Tap(1)}, {Tap(2)}, {Tap(3)});");
    }

    public override void WriteHelpers(KernelWriter writer)
    {
        writer.Lines("");
        writer.Lines($"private static float {writer.Name}Tap(ArrayView<float> caller, int k, int origin, int top, int left)");
        using (writer.Braces())
        {
            writer.Lines($"int channel = k / {N(Kernel.Area)};");
            writer.Lines($"int tap = k - (channel * {N(Kernel.Area)});");
            writer.Lines($"int tapY = tap / {N(Kernel.Width)};");
            writer.Lines($"int down = {Times("tapY", Dilation.Height)};");
            writer.Lines($"int right = {Times($"(tap - (tapY * {N(Kernel.Width)}))", Dilation.Width)};");
            writer.Lines($"bool isInside = k < {N(Depth)} && GpuFunctions.IsWithin(top + down, {N(In.Height)}) && GpuFunctions.IsWithin(left + right, {N(In.Width)});");
            writer.Lines($"return isInside ? caller[origin + (channel * {N(InPlane)}) + (down * {N(In.Width)}) + right] : 0f;");
        }
    }
}
