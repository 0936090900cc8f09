using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A norm, an activation, both, or a copy of a map that keeps its slots.</summary>
internal sealed record AffineKernel(long Plane, Activation? Activation) : MapKernel(Plane, Activation)
{
    protected override string What => HasNorm || Activation is not null ? "" : "Copy";

    protected override string Description => "A map slot by slot";

    protected override void WriteValue(KernelWriter writer)
    {
        if (HasNorm)
        {
            WriteQuad(writer);
        }

        writer.Lines("Float4 value = maps[begin + at.Source + element];");
    }
}
