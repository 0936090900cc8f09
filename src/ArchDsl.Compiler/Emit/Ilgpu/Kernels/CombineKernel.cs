using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Two maps joined element by element, where the second may be one number a channel, and a third one added.</summary>
internal sealed record CombineKernel(long Plane, JoinKind Join, Activation? Activation) : MapKernel(Plane, Activation)
{
    /// <summary>Whether the second map is one number a channel.</summary>
    public bool Spreads { get; init; }

    /// <summary>Whether a map is added before the activation.</summary>
    public bool HasResidual { get; init; }

    protected override string What => $"{Join}{(Spreads ? "Channels" : "")}{(HasResidual ? "Add" : "")}";

    protected override string Description =>
        $"{Join} of two maps{(Spreads ? ", the second one number a channel" : "")}{(HasResidual ? ", residual added" : "")}";

    protected override void WriteValue(KernelWriter writer)
    {
        if (Spreads)
        {
            WriteQuad(writer);
        }

        string other = $"maps[begin + at.Other + {(Spreads ? "quad" : "element")}]";
        const string First = "maps[begin + at.Source + element]";
        writer.Lines("Float4 value = " + Join switch
        {
            JoinKind.Add => $"{First} + {other};",
            JoinKind.Multiply => $"{First} * {other};",
            _ => $"Float4.Max({First}, {other});",
        });
        if (HasResidual)
        {
            writer.Lines("value += maps[begin + at.Residual + element];");
        }
    }
}
