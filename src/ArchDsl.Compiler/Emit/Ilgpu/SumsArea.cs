using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Memory for the channel sums that convolutions leave of each tile of their maps: one area for each map, every sample's
/// tiles one behind the other, laid behind the arenas of all samples.
/// </summary>
internal sealed class SumsArea
{
    private readonly Dictionary<int, (long Offset, ConvolutionStep Writer)> _maps = [];

    public SumsArea(FusedPlan plan)
    {
        foreach (ConvolutionStep step in plan.Steps.OfType<ConvolutionStep>().Where(s => s.Squeeze is not null))
        {
            int tiles = TilesOf(step.Node.Shape.Size.Area);
            _maps[step.Squeeze!.Buffer.Id] = (QuadsOfSample, step);
            QuadsOfSample += tiles * step.Squeeze.Blocks.Value * 4;
        }
    }

    /// <summary>Fours of floats that all areas take for one sample.</summary>
    public long QuadsOfSample { get; private set; }

    /// <summary>The convolution that leaves a map's sums.</summary>
    public ConvolutionStep WriterOf(BufferView view) => _maps[view.Buffer.Id].Writer;

    /// <summary>Tiles of a map at most: those of the smallest tile.</summary>
    public static int TilesOf(long plane) => (int)((plane + Kernels.ProductTile.Small.Pixels - 1) / Kernels.ProductTile.Small.Pixels);

    /// <summary>The begin of a map's area, an expression of the arenas' size and the largest batch.</summary>
    public string PlaceOf(BufferView view, Func<Extent, string> spell)
    {
        long offset = _maps[view.Buffer.Id].Offset;
        return offset == 0 ? "sums" : $"sums + ({spell(new Extent(offset))} * options.MaxBatch)";
    }
}
