using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion;

/// <summary>Brings scattered channels together, in order, for a reader that cannot gather them itself.</summary>
internal sealed record CopyOperation : PointwiseOperation
{
    public override string Name => "copy";
}

/// <summary>From the planes of a caller's input to blocks.</summary>
internal sealed record ToBlocksOperation : PointwiseOperation
{
    public override string Name => "to_blocks";
}

/// <summary>From blocks to the planes of a caller's output.</summary>
internal sealed record ToPlanesOperation : PointwiseOperation
{
    public override string Name => "to_planes";
}
