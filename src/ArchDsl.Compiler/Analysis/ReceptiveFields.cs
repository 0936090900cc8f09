using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Analysis;

/// <summary>
/// Walks the nodes with the usual arithmetic: a window of k taps widens the field by (k − 1) steps of the map it reads,
/// and a stride of s makes the steps of the map it writes s times as long.
/// </summary>
internal static class ReceptiveFields
{
    /// <summary>The field of every node, by <see cref="Node.Id"/>.</summary>
    public static ReceptiveField[] Of(Network network)
    {
        var tracks = new Track[network.Nodes.Count];
        foreach (Node node in network.Nodes)
        {
            tracks[node.Id] = Step(node, tracks);
        }

        return tracks.Select(t => t.ToField()).ToArray();
    }

    private static Track Step(Node node, Track[] tracks)
    {
        if (node.Inputs.Count == 0)
        {
            return new Track(new Side(1, 1), new Side(1, 1), false);
        }

        Track track = Join(node, tracks);
        Shape input = node.Inputs[0].Shape;
        return node.Operation switch
        {
            Conv2dOperation conv => track.Window(Dilated(conv), conv.Stride),
            PoolOperation pool => track.Window(pool.Kernel, pool.Stride),
            SpaceToDepthOperation blocks => track.Window(Size2.Square(blocks.Block), Size2.Square(blocks.Block)),
            UpsampleOperation or ResizeOperation => track.Scale(input.Size, node.Shape.Size),
            GlobalPoolOperation or LinearOperation when input.Size.Area > 1 => track with { SeesWholeInput = true },
            _ => track,
        };
    }

    // The widest field over all inputs; the steps of the largest map, since a 1x1 map that spreads over it has no steps.
    private static Track Join(Node node, Track[] tracks)
    {
        long area = node.Inputs.Max(i => i.Shape.Size.Area);
        Track[] largest = node.Inputs.Where(i => i.Shape.Size.Area == area).Select(i => tracks[i.Id]).ToArray();
        Track[] all = node.Inputs.Select(i => tracks[i.Id]).ToArray();
        return new Track(
            new Side(all.Max(t => t.Height.Field), largest.Max(t => t.Height.Step)),
            new Side(all.Max(t => t.Width.Field), largest.Max(t => t.Width.Step)),
            all.Any(t => t.SeesWholeInput));
    }

    private static Size2 Dilated(Conv2dOperation conv) => new(
        ((conv.Kernel.Height - 1) * conv.Dilation.Height) + 1,
        ((conv.Kernel.Width - 1) * conv.Dilation.Width) + 1);

    /// <summary>Along one side: pixels of the input that are seen, and how many of them one step of the map is; less than 1 after upsampling.</summary>
    private readonly record struct Side(double Field, double Step)
    {
        public Side Window(int kernel, int stride) => new(Field + ((kernel - 1) * Step), Step * stride);

        public Side Scale(int from, int to) => this with { Step = Step * from / to };

        // Thirds of a pixel add up to a hair above a whole number; half a pixel still is a pixel seen.
        public int Pixels => (int)Math.Min(int.MaxValue, Math.Ceiling(Field - 1e-6));
    }

    private readonly record struct Track(Side Height, Side Width, bool SeesWholeInput)
    {
        public Track Window(Size2 kernel, Size2 stride) => this with
        {
            Height = Height.Window(kernel.Height, stride.Height),
            Width = Width.Window(kernel.Width, stride.Width),
        };

        public Track Scale(Size2 from, Size2 to) => this with
        {
            Height = Height.Scale(from.Height, to.Height),
            Width = Width.Scale(from.Width, to.Width),
        };

        public ReceptiveField ToField() => new(Height.Pixels, Width.Pixels, SeesWholeInput);
    }
}
