using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A map that joins a convolution's result as it is written: where a pixel's four channels of it are, and how they join.</summary>
/// <param name="Join">How it joins.</param>
/// <param name="Target">Height and width of what is written.</param>
/// <param name="Size">Its own height and width: row y of the target meets its row ⌊y · height / target height⌋, columns alike.</param>
internal sealed record JoinedResidual(JoinKind Join, Size2 Target, Size2 Size)
{
    /// <summary>Whether it joins behind the activation.</summary>
    public bool IsLast { get; init; }

    /// <summary>How many channels it has where the target has more; else 0.</summary>
    public int Channels { get; init; }

    /// <summary>Where its channels are.</summary>
    public LaneReading Reading { get; init; }

    /// <summary>Whether a table tells where its channels are.</summary>
    public bool IsGathered => Reading != LaneReading.Slots;

    /// <summary>Whether each channel of it has a factor.</summary>
    public bool IsScaled { get; init; }

    public string Name => $"{(IsScaled ? "Scaled" : "")}{(IsGathered ? "Gathered" : "")}{(Reading == LaneReading.Quads ? "Quads" : "")}{Join}{(Channels == 0 ? "" : $"First{N(Channels)}")}{Unless(Size, Target, "Of")}";

    public string Summary =>
        $", {(IsGathered ? "gathered " : "")}{(IsScaled ? "scaled " : "")}residual{(Channels == 0 ? "" : $" of {N(Channels)} channels")}{Unless(Size, Target, " of ")} "
        + Join switch { JoinKind.Add => "added", JoinKind.Multiply => "multiplied", _ => "compared" };

    public static JoinedResidual? Of(ConvolutionStep step)
    {
        if ((step.Residual ?? step.GatheredResidual?[0]) is not { } view)
        {
            return null;
        }

        bool isGathered = step.GatheredResidual is not null;
        bool isShorter = !isGathered && view.Channels != step.Target.Channels && view.Channels.Value < step.Target.Channels.Value;
        return new JoinedResidual(step.Join, new Size2(step.Target.Height, step.Target.Width), new Size2(view.Height, view.Width))
        {
            IsLast = step.ResidualLast,
            Channels = isShorter ? (int)view.Channels.Value : 0,
            Reading = isGathered ? ChannelQuads.ReadingOf(step.GatheredResidual!, step.Target.Slots) : LaneReading.Slots,
            IsScaled = step.Weights.ScalesResidual,
        };
    }

    /// <summary>Declares what <see cref="Joined"/> needs, of <c>pixel</c> and <c>quad</c>, and of <c>place</c>, where they are in the target.</summary>
    public void Write(KernelWriter writer)
    {
        if (IsGathered)
        {
            WriteGathered(writer);
            return;
        }

        if (Size != Target)
        {
            string met = WriteMet(writer);
            writer.Lines($"int from = ({Sample} * at.Arena) + ((({Times("(quad / 4)", Size.Area)}) + {met}) * 4) + (quad % 4);");
        }

        if (Channels > 0)
        {
            WriteFirst(writer);
        }
    }

    /// <summary>A value joined with it.</summary>
    public string Joined(string value)
    {
        string residual = IsGathered || Channels > 0 ? "residual" : Place;
        residual = IsScaled ? $"({residual} * filters[at.Factors + quad])" : residual;
        return Join switch
        {
            JoinKind.Add => $"{value} + {residual}",
            JoinKind.Multiply => $"{value} * {residual}",
            _ => $"Float4.Max({value}, {residual})",
        };
    }

    private string Place => Size == Target ? "maps[at.Residual + place]" : "maps[at.Residual + from]";

    private string Sample => Target.Area == 1 ? "pixel" : "sample";

    private void WriteGathered(KernelWriter writer)
    {
        string met = WriteMet(writer);
        if (Reading == LaneReading.Quads)
        {
            writer.Lines($"Float4 residual = maps[({Sample} * at.Arena) + (tables[at.Residual + (quad * 4)] / 4) + ({met} * 4)];");
            return;
        }

        writer.Lines($$"""
            int from = ({{Sample}} * at.Arena * 4) + ({{met}} * 16);
            int entry = at.Residual + (quad * 4);
            Float4 residual = Float4.Of(arena[from + tables[entry]], arena[from + tables[entry + 1]], arena[from + tables[entry + 2]], arena[from + tables[entry + 3]]);
            """);
    }

    // The channels behind the last meet nothing.
    private void WriteFirst(KernelWriter writer)
    {
        writer.Lines($"Float4 residual = default;\nif (quad < {N((Channels + 3) / 4)})\n{{\n    residual = {Place};\n}}\n");
        if (Channels % 4 > 0)
        {
            string none = string.Concat(new[] { "Y", "Z", "W" }.Skip((Channels % 4) - 1).Select(lane => $"\n    residual.{lane} = 0f;"));
            writer.Lines($"if (quad == {N(Channels / 4)})\n{{{none}\n}}\n");
        }
    }

    // Declares which pixel of the residual is met: its name.
    private string WriteMet(KernelWriter writer)
    {
        if (Target.Area == 1)
        {
            return "0";
        }

        writer.Lines($"int inMap = pixel - (sample * {N(Target.Area)});");
        if (Size == Target)
        {
            return "inMap";
        }

        writer.Lines($"int y = inMap / {N(Target.Width)};");
        string row = Met("y", Size.Height, Target.Height);
        string column = Met($"(inMap - (y * {N(Target.Width)}))", Size.Width, Target.Width);
        writer.Lines($"int met = ({Times($"({row})", Size.Width)}) + ({column});");
        return "met";
    }

    private static string Met(string line, int own, int target) =>
        own % target == 0 ? Times(line, own / target)
        : target % own == 0 ? $"{line} / {N(target / own)}"
        : $"{line} * {N(own)} / {N(target)}";
}
