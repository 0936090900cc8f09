namespace ArchDsl.Cli.Graphs;

/// <summary>What a vertex of a drawing stands for.</summary>
internal enum GraphLevel
{
    /// <summary>A stage, the head, or a block or layer beside them.</summary>
    Stage,

    /// <summary>A layer with its norm and activation, within frames for stages and blocks.</summary>
    Block,

    /// <summary>A single operation: norms and activations stand for themselves.</summary>
    Op,
}
