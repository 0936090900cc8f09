using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Convolutions and linear layers as matrix products.</summary>
internal sealed class ProductLaunches
{
    // Winograd's kernel computes 32 filters at a time; of fewer than these too many are none.
    private const int MinWinogradQuads = 5;

    // A width that is decided late may be of one packed column, of which no tile must take two.
    private const int RuntimeQuads = 8;

    private readonly GpuPlaces _places;
    private readonly PlanNames _names;

    public ProductLaunches(GpuPlaces places, PlanNames names)
    {
        _places = places;
        _names = names;
    }

    /// <summary>Null where each group has so few channels that blocks of 16 hold several.</summary>
    public GpuLaunch? TryConvolution(ConvolutionStep step)
    {
        Conv2dOperation o = step.Operation;
        ConvolutionEpilogue epilogue = ConvolutionEpilogue.Of(step);
        List<(string, string)> places = _places.Epilogue(step);
        if (o.Groups != 1)
        {
            return Grouped(step, epilogue, places);
        }

        if (step.MeanOf is { } pixels)
        {
            return Means(step, pixels, epilogue, places);
        }

        BufferView first = step.Sources[0];
        Size2 size = new(first.Height, first.Width);
        Size2 result = epilogue.Out;
        if (first.IsPlanar)
        {
            var planes = new PlanarSource(size, result, o.Kernel, o.Stride, o.Padding, o.Dilation, o.InChannels);
            long depth = o.InChannels * o.Kernel.Area;
            return Product(step, planes, epilogue, places, Pack(step.Weights, null, step.Target, depth, 1, 1));
        }

        SourceBlocks blocks = SourceBlocks.Of(step.Sources);
        places.Add(("Source", _places.Quads(blocks.Begin)));
        var source = new BlockedSource(size, result, o.Kernel, o.Stride, o.Padding, o.Dilation, blocks.Runs)
        {
            HasNorm = step.InputNorm is not null,
            Activation = step.InputActivation,
            Gate = GateOf(step, blocks),
        };
        NormRecipe? norm = step.InputNorm is null ? null : step.InputNorm with { Order = blocks.IsInOrder ? step.InputNorm.Order : blocks.Through(step.InputNorm.Order) };
        Add(places, "Gate", step.Gate);
        if (source.Gate == GateReading.ByTable)
        {
            int[] slots = blocks.Order.Select(i => i < 0 ? 0 : step.GateOrder is null ? i : step.GateOrder[i]).ToArray();
            places.Add(("Table", $"pack.AddTable({RecipeText.Order(slots)})"));
        }

        return Product(step, source, epilogue, places, Pack(step.Weights with { InputOrder = Through(blocks, step.Weights.InputOrder) }, norm, step.Target, blocks.Order.Length, o.Kernel.Area, 1));
    }

    private GpuLaunch Means(ConvolutionStep step, long pixels, ConvolutionEpilogue epilogue, List<(string, string)> places)
    {
        BufferView sums = step.Sources[0];
        places.Add(("Sums", _places.Sums(sums)));
        places.Add(("Other", _places.Tiles(sums)));
        int[]? order = SourceBlocks.OrderOf(sums, step.Weights.InputOrder);
        string pack = Pack(step.Weights with { InputOrder = order }, null, step.Target, sums.SlotCount.Value, 1, 1);
        return Product(step, new MeanSource(pixels, (int)sums.Blocks.Value), epilogue, places, pack);
    }

    /// <summary>A linear layer reads its whole map as the channels of one pixel.</summary>
    public GpuLaunch Linear(LinearStep step)
    {
        SourceBlocks blocks = SourceBlocks.Of(step.Sources);
        int plane = (int)step.Sources[0].Plane;
        var one = Size2.Square(1);

        // The slots as they lie, block by block and pixel by pixel; features count channel by channel.
        int[] features = Enumerable.Range(0, blocks.Order.Length * plane).Select(i =>
        {
            int block = i / (ChannelLayout.Lanes * plane);
            int pixel = i / ChannelLayout.Lanes % plane;
            int channel = blocks.Order[(block * ChannelLayout.Lanes) + (i % ChannelLayout.Lanes)];
            return channel < 0 ? -1 : (channel * plane) + pixel;
        }).ToArray();
        var runs = new EquatableArray<SourceRun>(blocks.Runs.Select(r => r with { Blocks = r.Blocks * plane }));
        var source = new BlockedSource(one, one, one, one, default, one, runs);
        bool toCaller = step.Target.IsPlanar;
        var epilogue = new ConvolutionEpilogue(one, HasBias(step.Weights), step.Activation) { ToCaller = toCaller };
        var places = new List<(string, string)>
        {
            ("Source", _places.Quads(blocks.Begin)),
            toCaller ? ("Channels", _places.Spell(step.Target.Channels)) : ("Target", _places.Of(step.Target)),
            ("Quads", _places.QuadCount(step.Target)),
        };
        int[]? order = ChannelLayout.IsInOrder(features) ? null : features;
        return Product(step, source, epilogue, places, Pack(step.Weights with { InputOrder = order }, null, step.Target, features.Length, 1, 1));
    }

    private GpuLaunch? Grouped(ConvolutionStep step, ConvolutionEpilogue epilogue, List<(string, string)> places)
    {
        Conv2dOperation o = step.Operation;
        int channels = o.InChannels / o.Groups;
        int filters = o.OutChannels / o.Groups;
        bool wholeBlocks = channels % ChannelLayout.Lanes == 0 && filters % ChannelLayout.Lanes == 0 && step.Target.Slots is null
            && step.Sources.Count == 1 && step.Sources[0].Slots is null && !step.Sources[0].IsPlanar && step.GateOrder is null;
        if (!wholeBlocks)
        {
            return null;
        }

        BufferView view = step.Sources[0];
        places.Add(("Source", _places.Of(view)));
        var source = new BlockedSource(
            new Size2(view.Height, view.Width), epilogue.Out, o.Kernel, o.Stride, o.Padding, o.Dilation,
            EquatableArray<SourceRun>.Of(new SourceRun(0, channels / ChannelLayout.Lanes)))
        {
            HasNorm = step.InputNorm is not null,
            Activation = step.InputActivation,
            Gate = step.Gate is null ? GateReading.None : GateReading.SlotBySlot,
        };
        Add(places, "Gate", step.Gate);
        int columns = (filters + 31) / 32;
        columns = columns == 1 ? 1 : (columns + 1) / 2 * 2;
        ConvolutionKernel Of(ProductTile tile) => new(source, epilogue, tile) { Groups = o.Groups, GroupQuads = filters / 4, GroupColumns = columns };
        string pack = Pack(step.Weights, step.InputNorm, step.Target, o.InChannels, o.Kernel.Area, o.Groups);
        return new GpuLaunch(step, Tiled(Of, new Extent(filters / 4), source.OutPlane, o.Groups, pack), places);
    }

    private GpuLaunch Product(PlanStep step, ConvolutionSource source, ConvolutionEpilogue epilogue, List<(string, string)> places, string pack)
    {
        Extent quads = GpuPlaces.QuadExtent(step.Target);
        List<GpuCandidate> candidates = Tiled(tile => new ConvolutionKernel(source, epilogue, tile), quads, source.OutPlane, 1, pack);
        if (source.IsVector)
        {
            // Of tiles only the smallest: more samples than fill those are rare.
            IEnumerable<GpuCandidate> tiles = candidates.GroupBy(c => c.IsFast).Select(g => g.Last());
            GpuKernel[] vectors = [new VectorProductKernel(source, epilogue, 4), new VectorProductKernel(source, epilogue, 1)];
            candidates = tiles.SelectMany(tile => vectors.Select(v => tile with { Kernel = v, Rows = quads.Over(VectorProductKernel.Quads) }).Prepend(tile)).ToList();
        }

        if (source is BlockedSource blocked && WinogradCandidate(step, blocked, epilogue) is { } winograd)
        {
            candidates.Insert(0, winograd);
        }

        return new GpuLaunch(step, candidates, places);
    }

    private static List<GpuCandidate> Tiled(Func<ProductTile, ConvolutionKernel> kernel, Extent quads, long plane, int depth, string pack)
    {
        GpuCandidate Of(ProductTile tile) => new(kernel(tile), new Extent(plane)) { Rows = quads.Over(tile.Quads), Depth = depth, Pack = pack, IsFast = tile.Warps is not null };
        int most = quads.Expression is null ? (int)quads.Value : Math.Min((int)quads.Value, RuntimeQuads);
        return ProductTile.For(most).Concat(ProductTile.TensorFor(most)).Select(Of).ToList();
    }

    // Where tiles hang over the map, or filters over their column, by so much that as many products are done in vain as are saved, it does not pay.
    private GpuCandidate? WinogradCandidate(PlanStep step, BlockedSource source, ConvolutionEpilogue epilogue)
    {
        var one = Size2.Square(1);
        if (step is not ConvolutionStep convolution || source.Kernel != Size2.Square(3) || source.Stride != one || source.Dilation != one || !source.IsPlain || epilogue.Squeezes)
        {
            return null;
        }

        var kernel = new WinogradKernel(source.In, source.Out, source.Padding, source.Runs, epilogue);
        if (kernel.Tiles * 16 * 3 > source.OutPlane * 9 * 2 || GpuPlaces.QuadExtent(step.Target).Value < MinWinogradQuads)
        {
            return null;
        }

        SourceBlocks blocks = SourceBlocks.Of(convolution.Sources);
        string filters = FiltersOf(convolution.Weights, step.Target);
        string recipe = RecipeText.Recipe(convolution.Weights with { InputOrder = Through(blocks, convolution.Weights.InputOrder) }, null, filters);
        return new GpuCandidate(kernel, new Extent(kernel.Tiles))
        {
            Rows = GpuPlaces.QuadExtent(step.Target).Over(8),
            Pack = $"pack.Winograd(\n{recipe},\n{filters}, {Numbers.Whole(blocks.Order.Length)}, at)",
        };
    }

    // The filters that are packed are the target's slots where it has pads within, else its channels.
    private string FiltersOf(WeightRecipe recipe, BufferView target) => _places.Spell(recipe.FilterOrder is null ? target.Channels : target.SlotCount);

    private string Pack(WeightRecipe recipe, NormRecipe? inputNorm, BufferView target, long slots, long taps, int groups)
    {
        string filters = FiltersOf(recipe, target);
        string shape = $"new ProductShape({filters}, {Numbers.Whole(slots)}{(taps == 1 ? "" : $", Taps: {Numbers.Whole(taps)}")}{(groups == 1 ? "" : $", Groups: {Numbers.Whole(groups)}")})";
        return $"pack.Product(\n{RecipeText.Recipe(recipe, inputNorm, filters)},\n{shape}, at)";
    }

    private static GateReading GateOf(ConvolutionStep step, SourceBlocks blocks)
    {
        if (step.Gate is null)
        {
            return GateReading.None;
        }

        // The gate's slots side by side with the map's, wherever there is a channel.
        bool same = Enumerable.Range(0, blocks.Order.Length).All(i => blocks.Order[i] < 0 || (step.GateOrder is null ? blocks.Order[i] : step.GateOrder[blocks.Order[i]]) == i);
        return same && blocks.Order.Length <= step.Gate.SlotCount.Value ? GateReading.SlotBySlot : GateReading.ByTable;
    }

    private static int[]? Through(SourceBlocks blocks, int[]? order)
    {
        int[] through = blocks.Through(order);
        return ChannelLayout.IsInOrder(through) ? null : through;
    }

    private static bool HasBias(WeightRecipe recipe) => recipe.HasBias || recipe.Norm is not null;

    private void Add(List<(string, string)> places, string field, BufferView? view)
    {
        if (view is not null)
        {
            places.Add((field, _places.Of(view)));
        }
    }
}
