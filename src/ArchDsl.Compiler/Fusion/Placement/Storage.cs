namespace ArchDsl.Compiler.Fusion.Placement;

internal enum BufferKind
{
    /// <summary>Memory of the network's own.</summary>
    Arena,

    /// <summary>What the caller hands in: planes, C×H×W.</summary>
    Input,

    /// <summary>What the caller gets: planes, C×H×W.</summary>
    Output,

    /// <summary>Channel sums, one copy for each worker.</summary>
    Partial,
}

/// <summary>Values that live side by side: a buffer in the making.</summary>
internal sealed class Storage
{
    private readonly long _plane;

    public Storage(BufferKind kind, Value first, int index = 0)
    {
        Kind = kind;
        Index = index;
        _plane = first.Shape.Size.Area;
        Name = first.Node;
    }

    public BufferKind Kind { get; }

    /// <summary>Which input or output it is.</summary>
    public int Index { get; }

    /// <summary>The node to name it after.</summary>
    public Graph.Node Name { get; }

    /// <summary>Blocks of 16 channels, of all values together; of planes, channels.</summary>
    public Extent Blocks { get; private set; }

    public Extent Floats => Blocks.Times(IsPlanar ? _plane : _plane * ChannelLayout.Lanes);

    public bool IsPlanar => Kind is BufferKind.Input or BufferKind.Output;

    /// <summary>The step that first writes to it; -1 for an input.</summary>
    public int FirstStep { get; set; } = int.MaxValue;

    /// <summary>The last step that reads it.</summary>
    public int LastStep { get; set; } = -1;

    /// <summary>Makes room for so many blocks (planes: channels) behind those that are here.</summary>
    public Place Append(Extent blocks)
    {
        var place = new Place(this, Blocks);
        Blocks = Blocks.Plus(blocks);
        return place;
    }
}

/// <summary>Where a value lives: a storage and the block it begins at.</summary>
internal sealed record Place(Storage Storage, Extent Block);
