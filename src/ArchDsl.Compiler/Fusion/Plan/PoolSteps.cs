using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>A pool of activation(sources · scale + shift): one view of blocks whose slots are the target's, or gathered channels.</summary>
/// <param name="Node">The node it began as.</param>
/// <param name="Target">What it writes.</param>
/// <param name="Sources">What it reads.</param>
internal abstract record LanewisePoolStep(Node Node, BufferView Target, IReadOnlyList<BufferView> Sources) : PlanStep(Node, Target)
{
    /// <summary>Whether the sources are gathered channel by channel.</summary>
    public bool Gathers { get; init; }

    /// <summary>Where it gathers: in which slot of the target each channel of the sources goes; null where that is their order.</summary>
    public int[]? Sorts { get; init; }

    /// <summary>A norm on the input, in the order of the target's slots; what pads the input comes behind it.</summary>
    public NormRecipe? InputNorm { get; init; }

    /// <summary>An activation on the input, after the norm.</summary>
    public Activation? InputActivation { get; init; }

    public override IEnumerable<BufferView> Reads => Sources;
}

/// <summary>A sliding pool.</summary>
internal sealed record PoolStep(Node Node, BufferView Target, PoolOperation Operation, IReadOnlyList<BufferView> Sources) : LanewisePoolStep(Node, Target, Sources)
{
    /// <summary>Applied to the result.</summary>
    public Activation? Activation { get; init; }

    public override string Kind => Operation.Name;
}

/// <summary>A global pool, of a map or of the channel sums that its writer left (<paramref name="MapPlane"/> pixels each).</summary>
internal sealed record GlobalPoolStep(
    Node Node, BufferView Target, GlobalPoolOperation Operation, IReadOnlyList<BufferView> Sources, long MapPlane, bool FromSums) : LanewisePoolStep(Node, Target, Sources)
{
    public override string Kind => FromSums ? "squeeze" : "globalpool";
}
