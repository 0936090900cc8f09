using System.Globalization;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// Collects the weights of a network as its kernels read them: one array of floats and one of channel offsets, uploaded once.
/// </summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class GpuWeights
{
    // Every piece begins on a cache line of the device.
    private const int Alignment = 32;

    private readonly List<float[]> _floats = [];
    private readonly List<int> _tables = [];
    private int _count;

    /// <summary>How exactly products are computed; for <see cref="Precision.Fast"/> their weights are rounded to TF32.</summary>
    public Precision Precision { get; set; }

    /// <summary>All floats, each layer's behind the one before; never empty.</summary>
    public float[] Floats
    {
        get
        {
            var all = new float[Math.Max(_count, Alignment)];
            int at = 0;
            foreach (float[] piece in _floats)
            {
                piece.CopyTo(all, at);
                at += Padded(piece.Length);
            }

            return all;
        }
    }

    /// <summary>All tables; never empty.</summary>
    public int[] Tables => _tables.Count == 0 ? [0] : [.. _tables];

    /// <summary>Keeps a piece.</summary>
    /// <returns>Its place, in fours of floats.</returns>
    /// <exception cref="GpuException">All pieces together are more than one array holds.</exception>
    public int Add(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if ((long)_count + values.Length + Alignment > Array.MaxLength)
        {
            throw new GpuException(string.Create(CultureInfo.InvariantCulture, $"the weights are more than {Array.MaxLength:N0} numbers, which kernels cannot index"));
        }

        int place = _count / 4;
        _floats.Add(values);
        _count += Padded(values.Length);
        return place;
    }

    /// <summary>Keeps channel offsets.</summary>
    /// <returns>The place of the first.</returns>
    public int AddTable(int[] offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        int place = _tables.Count;
        _tables.AddRange(offsets);
        return place;
    }

    /// <summary>Keeps the place of each slot's channel.</summary>
    /// <param name="offsets">Channel offsets, -1 for pads.</param>
    /// <param name="slots">Slots, pads behind the offsets among them. Pads get the place of the first channel there is: any number will do for them.</param>
    /// <returns>The place of the first.</returns>
    public int AddSlots(int[] offsets, int slots)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        int any = Array.Find(offsets, offset => offset >= 0);
        return AddTable([.. Enumerable.Range(0, slots).Select(slot => slot < offsets.Length && offsets[slot] >= 0 ? offsets[slot] : any)]);
    }

    /// <summary>The weights of a convolution or linear layer for a tiled matrix product: see <see cref="FilterTiles"/>.</summary>
    /// <param name="layer">Filters × slots × taps, in the order in which the kernel reads them.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="places">Where the kernel works; the result has the places of the weights, too.</param>
    public Places Product(LayerWeights layer, ProductShape shape, Places places)
    {
        ArgumentNullException.ThrowIfNull(layer);
        float[] packed = FilterTiles.Pack(layer.Weight, shape);
        if (Precision == Precision.Fast)
        {
            Tf32.Round(packed);
        }

        places.Weights = Add(packed);
        return AddVectors(layer, shape, places);
    }

    /// <summary>The weights of a 3×3 convolution for Winograd's F(2×2, 3×3): see <see cref="WinogradFilters"/>.</summary>
    /// <param name="layer">Filters × slots × 3 × 3, in the order in which the kernel reads them.</param>
    /// <param name="filters">Filters, pads among them.</param>
    /// <param name="slots">Slots that one reads, a multiple of 8.</param>
    /// <param name="places">Where the kernel works; the result has the places of the weights, too.</param>
    public Places Winograd(LayerWeights layer, int filters, int slots, Places places)
    {
        ArgumentNullException.ThrowIfNull(layer);
        places.Weights = Add(WinogradFilters.Pack(layer.Weight, filters, slots));
        return AddVectors(layer, new ProductShape(filters, slots), places);
    }

    /// <summary>The weights of a convolution whose threads each compute four filters: see <see cref="FilterQuads"/>.</summary>
    /// <param name="layer">Filters × channels of a group × taps.</param>
    /// <param name="filters">Filters, or slots of filters.</param>
    /// <param name="taps">Pixels that a filter reads.</param>
    /// <param name="places">Where the kernel works; the result has the places of the weights, too.</param>
    public Places Grouped(LayerWeights layer, int filters, int taps, Places places)
    {
        places = AddFilters(layer, filters, taps, places);
        if (layer.InputScale is not null)
        {
            places.Norm = Norm(new ScaleShift(layer.InputScale, layer.InputShift!), FilterQuads.Whole(filters));
        }

        return places;
    }

    /// <summary>The weights of a grouped convolution that finds its channels through a table.</summary>
    /// <param name="layer">Slots of filters × channels of a group × taps.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="offsets">Where each channel is, in floats from the begin of a sample's arena.</param>
    /// <param name="gate">The slot of each channel's factor; null without a gate.</param>
    /// <param name="places">Where the kernel works; the result has the places of the weights and tables, too.</param>
    public Places Gathered(LayerWeights layer, GroupedShape shape, int[] offsets, int[]? gate, Places places)
    {
        places = AddFilters(layer, shape.Slots, shape.Taps, places);
        int[] reads = shape.Reads();
        places.Table = AddTable(Array.ConvertAll(reads, channel => offsets[channel]));
        if (gate is not null)
        {
            AddTable(Array.ConvertAll(reads, channel => gate[channel]));
        }

        if (layer.InputScale is not null)
        {
            places.Norm = Norm(new ScaleShift(Array.ConvertAll(reads, c => layer.InputScale[c]), Array.ConvertAll(reads, c => layer.InputShift![c])), reads.Length);
        }

        return places;
    }

    /// <summary>The weights of small layers that one launch does: of each, a row of all filters for every slot, then the bias.</summary>
    /// <param name="places">Where the kernel works; the result has the place of the weights, too.</param>
    /// <param name="layers">Filters × slots, and how many filters.</param>
    public Places Squeeze(Places places, params (LayerWeights Layer, int Filters)[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var packed = new List<float>();
        foreach ((LayerWeights layer, int filters) in layers)
        {
            packed.AddRange(FilterQuads.PackRows(layer.Weight, filters));
            packed.AddRange(FilterQuads.PackBias(layer.Bias ?? new float[filters]));
        }

        places.Weights = Add([.. packed]);
        return places;
    }

    /// <summary>The factors and addends of a norm that stands alone: scale, then shift, whole fours each.</summary>
    /// <param name="norm">One of each a slot.</param>
    /// <param name="slots">Slots, a multiple of 4.</param>
    /// <returns>The place of the scale; the shift is slots / 4 behind it.</returns>
    public int Norm(ScaleShift norm, int slots)
    {
        ArgumentNullException.ThrowIfNull(norm);
        var values = new float[2 * slots];
        norm.Scale.CopyTo(values, 0);
        norm.Shift.CopyTo(values, slots);
        return Add(values);
    }

    private Places AddFilters(LayerWeights layer, int filters, int taps, Places places)
    {
        ArgumentNullException.ThrowIfNull(layer);
        places.Weights = Add(FilterQuads.Pack(layer.Weight, filters, taps));
        if (layer.Bias is not null)
        {
            places.Bias = Add(FilterQuads.PackBias(layer.Bias));
        }

        return AddFactors(layer, places);
    }

    private Places AddFactors(LayerWeights layer, Places places)
    {
        if (layer.ResidualScale is not null)
        {
            places.Factors = Add(FilterQuads.PackBias(layer.ResidualScale));
        }

        return places;
    }

    private Places AddVectors(LayerWeights layer, ProductShape shape, Places places)
    {
        if (layer.Bias is not null)
        {
            places.Bias = Add(FilterTiles.PackBias(layer.Bias, shape));
        }

        if (layer.InputScale is not null)
        {
            places.Norm = Norm(new ScaleShift(layer.InputScale, layer.InputShift!), (layer.InputScale.Length + 3) / 4 * 4);
        }

        return AddFactors(layer, places);
    }

    private static int Padded(int floats) => (floats + Alignment - 1) / Alignment * Alignment;
}
