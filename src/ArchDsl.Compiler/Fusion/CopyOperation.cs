using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion;

/// <summary>Brings scattered channels together, for a reader that cannot gather them itself.</summary>
internal sealed record CopyOperation : PointwiseOperation
{
    public override string Name => "copy";
}
