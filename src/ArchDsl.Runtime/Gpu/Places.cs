namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// Where one launch of a kernel finds what it works on. Places in the arena and among the weights count in fours of
/// floats, as kernels load them; in a sample's own arena they count from its start.
/// </summary>
public struct Places
{
    /// <summary>The arena's address on the device, where a kernel copies by inline PTX; else 0.</summary>
    public long ArenaAddress;

    /// <summary>The weights' address on the device, where a kernel copies by inline PTX; else 0.</summary>
    public long WeightsAddress;

    /// <summary>Samples of the batch.</summary>
    public int Samples;

    /// <summary>From one sample's arena to the next.</summary>
    public int Arena;

    /// <summary>What is read; of several, the first.</summary>
    public int Source;

    /// <summary>The second operand of a kernel that joins two maps, or the body's shortcut.</summary>
    public int Other;

    /// <summary>What is written.</summary>
    public int Target;

    /// <summary>How many fours of channels are written.</summary>
    public int Quads;

    /// <summary>Channels without pads: of a tensor of the caller's, or those that are gathered.</summary>
    public int Channels;

    /// <summary>The packed weights.</summary>
    public int Weights;

    /// <summary>One number a filter, added; or the shift of a norm, behind its scale.</summary>
    public int Bias;

    /// <summary>Scale and shift of a norm on the input.</summary>
    public int Norm;

    /// <summary>A map that joins the result; where its channels are scattered, the first entry of their table.</summary>
    public int Residual;

    /// <summary>One factor a slot for that map, where it has such.</summary>
    public int Factors;

    /// <summary>One factor a channel.</summary>
    public int Gate;

    /// <summary>Channel sums of each tile of pixels.</summary>
    public int Sums;

    /// <summary>The first entry of a table of channel offsets.</summary>
    public int Table;
}
