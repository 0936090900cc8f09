namespace ArchDsl.Runtime.Gpu;

/// <summary>One launch of a network's program: its kernel, how that is launched and where it works.</summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
public sealed class GpuStep<TKernel>
    where TKernel : Delegate
{
    private readonly Places _at;

    internal GpuStep(int index, TKernel kernel, LaunchShape shape, Places at)
    {
        Index = index;
        Kernel = kernel;
        Shape = shape;
        _at = at;
    }

    /// <summary>Its number in the program, in the order of launches.</summary>
    public int Index { get; }

    /// <summary>The kernel's method.</summary>
    public TKernel Kernel { get; }

    /// <summary>How it is launched.</summary>
    public LaunchShape Shape { get; }

    /// <summary>Pieces that a sample's work falls into.</summary>
    public int Tiles => Shape.GroupsOfSample;

    /// <summary>Where it works, for a run of so many samples.</summary>
    public Places PlacesFor(int samples)
    {
        Places places = _at;
        places.Samples = samples;
        return places;
    }
}
