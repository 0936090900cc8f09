namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>Some neighbouring channels of a value.</summary>
internal readonly record struct Piece(Value Value, int Start, int Count)
{
    public bool IsWhole => Start == 0 && Count == Value.Shape.Channels;

    public bool Continues(Piece before) => before.Value == Value && before.Start + before.Count == Start;
}

/// <summary>Where the channels of a tensor are, in its own order: what concats, slices and shuffles come down to.</summary>
internal sealed class ChannelView
{
    private IReadOnlyList<Value>? _values;

    private ChannelView(IReadOnlyList<Piece> pieces)
    {
        Pieces = pieces;
        foreach (Piece piece in pieces)
        {
            Channels += piece.Count;
        }
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public int Channels { get; }

    /// <summary>The value that the view is all of, or null.</summary>
    public Value? Whole => Pieces.Count == 1 && Pieces[0].IsWhole ? Pieces[0].Value : null;

    /// <summary>The values that the view is made of, by their first channel in it.</summary>
    public IReadOnlyList<Value> Values => _values ??= Pieces.Select(p => p.Value).Distinct().ToArray();

    /// <summary>Whether the view has all channels of every value that it is made of, so that these can stand side by side.</summary>
    public bool IsOfWholeValues => Pieces.GroupBy(p => p.Value).All(g => g.Sum(p => p.Count) == g.Key.Shape.Channels);

    public static ChannelView Of(Value value) => new([new Piece(value, 0, value.Shape.Channels)]);

    public static ChannelView Concat(IEnumerable<ChannelView> views) => Merge(views.SelectMany(v => v.Pieces));

    public ChannelView Slice(int start, int count)
    {
        var pieces = new List<Piece>();
        int first = 0;
        foreach (Piece piece in Pieces)
        {
            int from = Math.Max(start, first);
            int until = Math.Min(start + count, first + piece.Count);
            if (from < until)
            {
                pieces.Add(new Piece(piece.Value, piece.Start + from - first, until - from));
            }

            first += piece.Count;
        }

        return Merge(pieces);
    }

    /// <summary>Output channel i·groups + j is channel j·size + i.</summary>
    public ChannelView Shuffle(int groups)
    {
        Piece[] channels = Pieces.SelectMany(p => Enumerable.Range(p.Start, p.Count).Select(c => new Piece(p.Value, c, 1))).ToArray();
        int size = channels.Length / groups;
        return Merge(Enumerable.Range(0, channels.Length).Select(k => channels[(k % groups * size) + (k / groups)]));
    }

    private static ChannelView Merge(IEnumerable<Piece> pieces)
    {
        var merged = new List<Piece>();
        foreach (Piece piece in pieces)
        {
            if (merged.Count > 0 && piece.Continues(merged[merged.Count - 1]))
            {
                Piece last = merged[merged.Count - 1];
                merged[merged.Count - 1] = last with { Count = last.Count + piece.Count };
            }
            else
            {
                merged.Add(piece);
            }
        }

        return new ChannelView(merged);
    }
}
