using ArchDsl.Ptx.Running;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Registers that say where a thread is.</summary>
internal static class SpecialRegisters
{
    /// <summary>What a thread finds in the special register of that name.</summary>
    public static Func<Lane, uint>? Find(string name) => name switch
    {
        "%laneid" => l => (uint)(l.Index % Warp.Size),
        "%warpid" => l => (uint)l.Warp.Index,
        "WARP_SZ" => _ => Warp.Size,
        "%tid.x" => l => (uint)l.Block.Size.At(l.Index).X,
        "%tid.y" => l => (uint)l.Block.Size.At(l.Index).Y,
        "%tid.z" => l => (uint)l.Block.Size.At(l.Index).Z,
        "%ntid.x" => l => (uint)l.Block.Size.X,
        "%ntid.y" => l => (uint)l.Block.Size.Y,
        "%ntid.z" => l => (uint)l.Block.Size.Z,
        "%ctaid.x" => l => (uint)l.Block.Index.X,
        "%ctaid.y" => l => (uint)l.Block.Index.Y,
        "%ctaid.z" => l => (uint)l.Block.Index.Z,
        "%nctaid.x" => l => (uint)l.Block.Grid.X,
        "%nctaid.y" => l => (uint)l.Block.Grid.Y,
        "%nctaid.z" => l => (uint)l.Block.Grid.Z,
        _ => null,
    };
}
