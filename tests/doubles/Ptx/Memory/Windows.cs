namespace ArchDsl.Ptx.Memory;

/// <summary>Where an instruction looks.</summary>
internal enum Space
{
    Generic,
    Global,
    Shared,
    Local,
    Parameter,
}

/// <summary>
/// The generic address space. Every buffer begins a range of its own; so do the windows through which generic accesses
/// reach shared and local memory. Addresses in those two spaces themselves count from 0, so that an address which no
/// <c>cvta</c> made generic lies in no range, as on a GPU.
/// </summary>
internal static class Windows
{
    public const int RangeBits = 40;
    public const ulong Shared = 1UL << 56;
    public const ulong Local = Shared + (1UL << RangeBits);

    /// <summary>What <c>cvta</c> adds, and <c>cvta.to</c> takes away.</summary>
    public static ulong Of(Space space) => space switch
    {
        Space.Shared => Shared,
        Space.Local => Local,
        _ => 0,
    };
}
