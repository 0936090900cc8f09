namespace ArchDsl.Runtime.Gpu;

/// <summary>One launch of a network's program: its kernel, how that is launched and where it works.</summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
public sealed class GpuStep<TKernel>
    where TKernel : Delegate
{
    private readonly Places _at;

    internal GpuStep(int index, TKernel kernel, LaunchShape shape, Places at, bool isFast)
    {
        Index = index;
        Kernel = kernel;
        Shape = shape;
        _at = at;
        IsFast = isFast;
    }

    /// <summary>Its number in the program, in the order of launches.</summary>
    public int Index { get; }

    /// <summary>The kernel's method.</summary>
    public TKernel Kernel { get; }

    /// <summary>How it is launched.</summary>
    public LaunchShape Shape { get; }

    /// <summary>Pieces that a sample's work falls into.</summary>
    public int Tiles => Shape.GroupsOfSample;

    /// <summary>Whether it multiplies in TF32 on tensor cores.</summary>
    public bool IsFast { get; }

    /// <summary>Where it works, for a run of so many samples.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="arenaAddress">The arena's address on the device.</param>
    /// <param name="weightsAddress">The weights' address on the device.</param>
    public Places PlacesFor(int samples, long arenaAddress, long weightsAddress)
    {
        Places places = _at;
        places.Samples = samples;
        places.ArenaAddress = arenaAddress;
        places.WeightsAddress = weightsAddress;
        return places;
    }
}
