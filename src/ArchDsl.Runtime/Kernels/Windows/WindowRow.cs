namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>What a tile needs to know of its row: one vector of lanes of it.</summary>
internal unsafe struct WindowRow
{
    /// <summary>Where the first window's first tap would be, also if that is outside of the map.</summary>
    public float* Source;

    /// <summary>The vector every output starts from.</summary>
    public float* Start;

    /// <summary>The weights of the first tap that counts, a vector each; or null.</summary>
    public float* Weights;

    /// <summary>Where the row's first output goes.</summary>
    public float* Target;

    /// <summary>One factor an output of the row; or null.</summary>
    public float* Factors;

    /// <summary>The first tap that counts: those of rows above the map do not.</summary>
    public int FirstTap;

    /// <summary>How many do.</summary>
    public int Taps;

    /// <summary>Bounds of the result.</summary>
    public float Low;

    /// <summary>Bounds of the result.</summary>
    public float High;
}
