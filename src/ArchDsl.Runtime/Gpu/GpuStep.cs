namespace ArchDsl.Runtime.Gpu;

/// <summary>One launch of a network's program: its kernel, how that is launched and where it works.</summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
public sealed class GpuStep<TKernel>
    where TKernel : Delegate
{
    private readonly Places _at;
    private readonly bool _isFast;

    internal GpuStep(int index, GpuCandidate<TKernel> candidate, Places at)
    {
        Index = index;
        Kernel = candidate.Kernel;
        Shape = candidate.Shape;
        _isFast = candidate.IsFast;
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

    /// <summary>Where it works in one run.</summary>
    /// <param name="samples">Samples of the run.</param>
    /// <param name="arena">The arena's address on the device, for kernels that copy by inline PTX.</param>
    /// <param name="weights">The weights' address.</param>
    public Places PlacesFor(int samples, long arena, long weights)
    {
        Places places = _at;
        places.Samples = samples;
        places.ArenaAddress = _isFast ? arena : 0;
        places.WeightsAddress = _isFast ? weights : 0;
        return places;
    }
}
