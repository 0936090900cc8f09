using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>What a matrix product does to four filters of one pixel before it writes them.</summary>
/// <param name="OutPlane">Pixels of the result.</param>
/// <param name="HasBias">Whether one number a filter is added.</param>
/// <param name="Activation">Applied then.</param>
internal sealed record ConvolutionEpilogue(long OutPlane, bool HasBias, Activation? Activation)
{
    /// <summary>Whether a map is added.</summary>
    public bool HasResidual { get; init; }

    /// <summary>Whether that comes behind the activation.</summary>
    public bool ResidualLast { get; init; }

    /// <summary>Whether the sums of each channel's results are left beside them, one for each tile.</summary>
    public bool Squeezes { get; init; }

    /// <summary>Whether the result is the caller's, one number a channel and no pads.</summary>
    public bool ToCaller { get; init; }

    public static ConvolutionEpilogue Of(ConvolutionStep step) => new(step.Target.Plane, step.Weights.HasBias || step.Weights.Norm is not null, step.Activation)
    {
        HasResidual = step.Residual is not null,
        ResidualLast = step.ResidualLast,
        Squeezes = step.Squeeze is not null,
    };

    /// <summary>The memory that results go to.</summary>
    public string Memory => ToCaller ? "caller" : "maps";

    public string Name => $"{(HasResidual && !ResidualLast ? "Add" : "")}{NameOf(Activation)}{(HasResidual && ResidualLast ? "Add" : "")}{(Squeezes ? "Squeeze" : "")}{(ToCaller ? "ToCaller" : "")}";

    public string Summary =>
        (HasBias ? ", bias" : "") + (HasResidual && !ResidualLast ? ", residual added" : "")
        + (Activation is null ? "" : $", {Activation.Kind}") + (HasResidual && ResidualLast ? ", residual added" : "")
        + (Squeezes ? ", channel sums kept" : "");

    public void WriteHelpers(KernelWriter writer)
    {
        string type = ToCaller ? "float" : "Float4";
        writer.Lines("");
        writer.Lines($"private static {(Squeezes ? "Float4" : "void")} {writer.Name}Store(ArrayView<{type}> {Memory}, Places at, bool isInside, int pixel, int quad, Float4 value)");
        using (writer.Braces())
        {
            writer.Lines($"if (!isInside)\n{{\n    return{(Squeezes ? " default" : "")};\n}}\n");
            if (ToCaller)
            {
                WriteToCaller(writer);
                return;
            }

            if (OutPlane == 1)
            {
                writer.Lines("int place = (pixel * at.Arena) + quad;");
            }
            else
            {
                writer.Lines($"int sample = pixel / {N(OutPlane)};");
                writer.Lines($"int place = (sample * at.Arena) + ((((quad / 4) * {N(OutPlane)}) + pixel - (sample * {N(OutPlane)})) * 4) + (quad % 4);");
            }

            string residual = HasResidual ? "maps[at.Residual + place]" : "";
            writer.Lines($"value = {Activate(Activation, HasResidual && !ResidualLast ? $"value + {residual}" : "value")};".Replace("value = value;", ""));
            if (HasResidual && ResidualLast)
            {
                writer.Lines($"value += {residual};");
            }

            writer.Lines("maps[at.Target + place] = value;");
            if (Squeezes)
            {
                writer.Lines("return value;");
            }
        }
    }

    private void WriteToCaller(KernelWriter writer)
    {
        writer.Lines($"value = {Activate(Activation, "value")};".Replace("value = value;", ""));
        writer.Lines("int channel = quad * 4;\nint place = (pixel * at.Channels) + channel;\ncaller[place] = value.X;");
        foreach ((string lane, int i) in new[] { ("Y", 1), ("Z", 2), ("W", 3) })
        {
            writer.Lines($"if (channel + {N(i)} < at.Channels)\n{{\n    caller[place + {N(i)}] = value.{lane};\n}}\n");
        }
    }
}
