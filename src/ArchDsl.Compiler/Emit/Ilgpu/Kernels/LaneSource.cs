using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Where four neighbouring slots of a result find their channels.</summary>
internal enum LaneReading
{
    /// <summary>In the same slots of one map.</summary>
    Slots,

    /// <summary>Side by side, where a table says.</summary>
    Quads,

    /// <summary>Each by itself, where a table says.</summary>
    Scattered,
}

/// <summary>
/// The input of a kernel whose threads each work on four slots of its result and on nothing but their channels: wherever
/// these are, normed and activated as they are read.
/// </summary>
/// <param name="Plane">Pixels of the map.</param>
/// <param name="Reading">Where channels are.</param>
/// <param name="HasNorm">Whether every slot has a factor and an addend.</param>
/// <param name="Activation">Applied then.</param>
internal sealed record LaneSource(long Plane, LaneReading Reading, bool HasNorm, Activation? Activation)
{
    public string Name => $"{(Reading == LaneReading.Slots ? "" : "Gather" + (Reading == LaneReading.Quads ? "Quads" : ""))}{(HasNorm ? "Norm" : "")}{NameOf(Activation)}";

    public string Summary =>
        (Reading == LaneReading.Slots ? "" : Reading == LaneReading.Quads ? ", gathered fours of channels" : ", gathered channels")
        + (HasNorm ? ", norm on the input" : "") + (Activation is null ? "" : $", {Activation.Kind} on the input");

    /// <summary>Declares what all pixels of the thread's four channels have in common.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="begin">Where the sample's arena begins, in fours.</param>
    /// <param name="quad">Which four of the result's slots, a variable.</param>
    /// <param name="quads">How many fours of slots there are.</param>
    public void WriteBegin(KernelWriter writer, string begin, string quad, string quads)
    {
        if (Reading == LaneReading.Scattered)
        {
            writer.Lines($"int entry = at.Table + ({quad} * 4);");
            for (int lane = 0; lane < 4; lane++)
            {
                writer.Lines($"int lane{N(lane)} = ({begin} * 4) + tables[entry{Plus(lane)}];");
            }
        }
        else
        {
            string place = Reading == LaneReading.Quads ? $"(tables[at.Table + ({quad} * 4)] / 4)"
                : Plane == 1 ? $"at.Source + {quad}" : $"at.Source + ({quad} / 4 * {N(4 * Plane)}) + ({quad} % 4)";
            writer.Lines($"int origin = {begin} + {place};");
        }

        if (HasNorm)
        {
            writer.Lines("ArrayView<Float4> factors = weights.AsAligned16().Cast<Float4>();");
            writer.Lines($"Float4 scale = factors[at.Norm + {quad}];\nFloat4 shift = factors[at.Norm + {quads} + {quad}];");
        }
    }

    /// <summary>The four channels of a pixel: an expression.</summary>
    /// <param name="writer">Whose method it is in.</param>
    /// <param name="place">Fours of floats from pixel 0 of a block to the pixel.</param>
    public string Tap(KernelWriter writer, string place)
    {
        string value = Reading == LaneReading.Scattered ? $"{writer.Name}Tap(arena, lane0, lane1, lane2, lane3, {place})" : $"maps[{Sum("origin", place)}]";
        return Activate(Activation, HasNorm ? $"Float4.MultiplyAdd({value}, scale, shift)" : value);
    }

    public void WriteHelpers(KernelWriter writer)
    {
        if (Reading == LaneReading.Scattered)
        {
            writer.Lines("");
            writer.Lines($"private static Float4 {writer.Name}Tap(ArrayView<float> arena, int lane0, int lane1, int lane2, int lane3, int place) =>");
            writer.Lines("    Float4.Of(arena[lane0 + (place * 4)], arena[lane1 + (place * 4)], arena[lane2 + (place * 4)], arena[lane3 + (place * 4)]);");
        }
    }
}
