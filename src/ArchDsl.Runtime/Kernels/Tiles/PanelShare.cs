namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>
/// A thread's share of the panels, in vectors of slots: where it begins or ends within a panel of two, the thread computes
/// one of them and leaves the other to its neighbour.
/// </summary>
internal readonly struct PanelShare
{
    private readonly FilterPanel[] _panels;
    private readonly int _lanes;
    private readonly (int Begin, int End) _vectors;

    /// <summary>Takes a range of vectors.</summary>
    /// <param name="panels">All panels; the last may have fewer vectors than the others.</param>
    /// <param name="lanes">Slots of a vector.</param>
    /// <param name="vectors">The vectors, counted over all panels.</param>
    public PanelShare(FilterPanel[] panels, int lanes, (int Begin, int End) vectors)
    {
        _panels = panels;
        _lanes = lanes;
        _vectors = vectors;
        int each = panels[0].Vectors;
        Begin = vectors.Begin / each;
        End = vectors.Begin == vectors.End ? Begin : (vectors.End + each - 1) / each;
    }

    /// <summary>The first panel of which something is taken.</summary>
    public int Begin { get; }

    /// <summary>The panel behind the last.</summary>
    public int End { get; }

    /// <summary>What is taken of a panel.</summary>
    public FilterPanel this[int panel]
    {
        get
        {
            FilterPanel whole = _panels[panel];
            int skipped = Skipped(panel);
            int end = Math.Min(_vectors.End - (panel * _panels[0].Vectors), whole.Vectors);
            return whole with { Slot = whole.Slot + skipped, Vectors = end - (skipped / _lanes) };
        }
    }

    /// <summary>Slots at a panel's begin that are not taken, and so many weights of each product.</summary>
    public int Skipped(int panel) => Math.Max(0, _vectors.Begin - (panel * _panels[0].Vectors)) * _lanes;
}
