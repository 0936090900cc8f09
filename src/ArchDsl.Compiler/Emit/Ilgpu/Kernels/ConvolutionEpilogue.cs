using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>What a matrix product does to four filters of one pixel before it writes them.</summary>
/// <param name="Out">Height and width of the result.</param>
/// <param name="HasBias">Whether one number a filter is added.</param>
/// <param name="Activation">Applied then.</param>
internal sealed record ConvolutionEpilogue(Size2 Out, bool HasBias, Activation? Activation)
{
    /// <summary>The size at which the result is written, by nearest neighbour.</summary>
    public Size2 Target { get; init; } = Out;

    /// <summary>A map that joins.</summary>
    public JoinedResidual? Residual { get; init; }

    /// <summary>Whether the sums of each channel's results are left beside them, one for each tile.</summary>
    public bool Squeezes { get; init; }

    /// <summary>Whether the result is the caller's, one number a channel and no pads.</summary>
    public bool ToCaller { get; init; }

    public static ConvolutionEpilogue Of(ConvolutionStep step) =>
        new(new Size2(step.Node.Shape.Height, step.Node.Shape.Width), step.Weights.HasBias || step.Weights.Norm is not null, step.Activation)
        {
            Target = new Size2(step.Target.Height, step.Target.Width),
            Residual = JoinedResidual.Of(step),
            Squeezes = step.Squeeze is not null,
        };

    /// <summary>Pixels of the result.</summary>
    public long OutPlane => Out.Area;

    /// <summary>The memory that results go to, and what else they meet there.</summary>
    public string Memory => ToCaller ? "caller" : "maps" + (Residual is { IsGathered: true } ? ", arena, tables" : "") + (Residual is { IsScaled: true } ? ", filters" : "");

    public string Name =>
        $"{(Residual is { IsLast: false } ? Residual.Name : "")}{NameOf(Activation)}{(Residual is { IsLast: true } ? Residual.Name : "")}{(Resizes ? $"To{Target}" : "")}{(Squeezes ? "Squeeze" : "")}{(ToCaller ? "ToCaller" : "")}";

    public string Summary =>
        (HasBias ? ", bias" : "") + (Residual is { IsLast: false } ? Residual.Summary : "")
        + (Activation is null ? "" : $", {Activation.Kind}") + (Residual is { IsLast: true } ? Residual.Summary : "")
        + (Resizes ? $", at {Target}" : "") + (Squeezes ? ", channel sums kept" : "");

    private bool Resizes => Target != Out;

    private string Type => Squeezes ? "Float4" : "void";

    private string Parameters => ToCaller
        ? "ArrayView<float> caller"
        : "ArrayView<Float4> maps" + (Residual is { IsGathered: true } ? ", ArrayView<float> arena, ArrayView<int> tables" : "") + (Residual is { IsScaled: true } ? ", ArrayView<Float4> filters" : "");

    public void WriteHelpers(KernelWriter writer)
    {
        writer.Lines("");
        writer.Lines($"private static {Type} {writer.Name}Store({Parameters}, Places at, bool isInside, int pixel, int quad, Float4 value)");
        using (writer.Braces())
        {
            writer.Lines($"if (!isInside)\n{{\n    return{(Squeezes ? " default" : "")};\n}}\n");
            if (Resizes)
            {
                WriteCopies(writer);
            }
            else if (ToCaller)
            {
                WriteToCaller(writer);
            }
            else
            {
                WriteToMap(writer);
            }
        }

        if (Resizes)
        {
            writer.Lines("");
            writer.Lines($"private static {Type} {writer.Name}Put({Parameters}, Places at, int pixel, int quad, Float4 value)");
            using (writer.Braces())
            {
                WriteToMap(writer);
            }
        }
    }

    private void WriteToMap(KernelWriter writer)
    {
        if (Target.Area == 1)
        {
            writer.Lines("int place = (pixel * at.Arena) + quad;");
        }
        else
        {
            string plane = N(Target.Area);
            writer.Lines($"int sample = pixel / {plane};");
            writer.Lines($"int place = (sample * at.Arena) + ((((quad / 4) * {plane}) + pixel - (sample * {plane})) * 4) + (quad % 4);");
        }

        Residual?.Write(writer);
        Assign(writer, Activate(Activation, Residual is { IsLast: false } ? Residual.Joined("value") : "value"));
        if (Residual is { IsLast: true })
        {
            Assign(writer, Residual.Joined("value"));
        }

        writer.Lines("maps[at.Target + place] = value;");
        if (Squeezes)
        {
            writer.Lines("return value;");
        }
    }

    // Every pixel of the target that is the copy of this one.
    private void WriteCopies(KernelWriter writer)
    {
        writer.Lines($"int sample = pixel / {N(OutPlane)};");
        writer.Lines($"int inMap = pixel - (sample * {N(OutPlane)});");
        writer.Lines($"int y = inMap / {N(Out.Width)};");
        writer.Lines($"int x = inMap - (y * {N(Out.Width)});");
        if (Squeezes)
        {
            writer.Lines("Float4 total = default;");
        }

        writer.Lines($"for (int toY = {Begin("y", Out.Height, Target.Height)}; toY < {Begin("(y + 1)", Out.Height, Target.Height)}; toY++)");
        using (writer.Braces())
        {
            writer.Lines($"for (int toX = {Begin("x", Out.Width, Target.Width)}; toX < {Begin("(x + 1)", Out.Width, Target.Width)}; toX++)");
            using (writer.Braces())
            {
                string to = $"(sample * {N(Target.Area)}) + (toY * {N(Target.Width)}) + toX";
                writer.Lines($"{(Squeezes ? "total += " : "")}{writer.Name}Put({Memory}, at, {to}, quad, value);");
            }
        }

        if (Squeezes)
        {
            writer.Lines("\nreturn total;");
        }
    }

    private void WriteToCaller(KernelWriter writer)
    {
        Assign(writer, Activate(Activation, "value"));
        writer.Lines("int channel = quad * 4;\nint place = (pixel * at.Channels) + channel;\ncaller[place] = value.X;");
        foreach ((string lane, int i) in new[] { ("Y", 1), ("Z", 2), ("W", 3) })
        {
            writer.Lines($"if (channel + {N(i)} < at.Channels)\n{{\n    caller[place + {N(i)}] = value.{lane};\n}}\n");
        }
    }

    private static void Assign(KernelWriter writer, string value)
    {
        const string Sum = "value + ";
        if (value != "value")
        {
            writer.Lines(value.StartsWith(Sum, StringComparison.Ordinal) ? $"value += {value.Substring(Sum.Length)};" : $"value = {value};");
        }
    }

    // The first line of the target that is a copy of a line.
    private static string Begin(string line, int own, int target) =>
        target % own == 0 ? Times(line, target / own) : $"(({line} * {N(target)}) + {N(own - 1)}) / {N(own)}";
}
