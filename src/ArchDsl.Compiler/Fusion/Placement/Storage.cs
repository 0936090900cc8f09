namespace ArchDsl.Compiler.Fusion.Placement;

internal enum BufferKind
{
    /// <summary>Memory of the network's own.</summary>
    Arena,

    /// <summary>What the caller hands in.</summary>
    Input,

    /// <summary>What the caller gets.</summary>
    Output,

    /// <summary>Channel sums, one copy for each worker.</summary>
    Partial,
}

/// <summary>Values that live side by side: a buffer in the making.</summary>
internal sealed class Storage
{
    public Storage(BufferKind kind, Value first, int index = 0)
    {
        Kind = kind;
        Index = index;
        Plane = first.Shape.Size.Area;
        Name = first.Node;
    }

    public BufferKind Kind { get; }

    /// <summary>Which input or output it is.</summary>
    public int Index { get; }

    public long Plane { get; }

    /// <summary>The node to name it after.</summary>
    public Graph.Node Name { get; }

    public Extent Channels { get; private set; }

    public Extent Floats => Channels.Times(Plane);

    /// <summary>The step that first writes to it; -1 for an input.</summary>
    public int FirstStep { get; set; } = int.MaxValue;

    /// <summary>The last step that reads it.</summary>
    public int LastStep { get; set; } = -1;

    /// <summary>Makes room for a value behind those that are here.</summary>
    public Place Append(Value value)
    {
        var place = new Place(this, Channels);
        Channels = Channels.Plus(Extent.Of(value));
        return place;
    }
}

/// <summary>Where a value lives: a storage and the channel it begins at.</summary>
internal sealed record Place(Storage Storage, Extent Offset);
