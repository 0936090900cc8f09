namespace ArchDsl.Ptx.Running;

/// <summary>What an instruction does to its thread.</summary>
internal delegate void Effect(Lane lane);

/// <summary>What an instruction does that lanes of a warp take together; of all 32, each at its own number.</summary>
internal delegate void WarpEffect(IReadOnlyList<Lane> lanes);

internal enum InstructionKind
{
    Plain,
    Branch,
    IndexedBranch,
    Together,
    Barrier,
    Return,
}

/// <summary>A decoded instruction.</summary>
internal sealed record Instruction(InstructionKind Kind)
{
    public static readonly Effect Nothing = _ => { };

    public Effect Effect { get; init; } = Nothing;

    public WarpEffect? Together { get; init; }

    /// <summary>Where a lane finds the mask of the lanes that take part; a negative one stands for all 32.</summary>
    public int MaskSlot { get; init; } = -1;

    /// <summary>The register that says whether it is carried out, or a negative number.</summary>
    public int Guard { get; init; } = -1;

    public bool IsGuardNegated { get; init; }

    public int Target { get; init; }

    public int[] Targets { get; init; } = [];

    public int Line { get; init; }

    public string Text { get; init; } = "";

    public static Instruction Plain(Effect effect) => new(InstructionKind.Plain) { Effect = effect };
}
