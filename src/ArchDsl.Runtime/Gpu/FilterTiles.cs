namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// Weights in the order of a tiled matrix product: for each group and each 32 of its filters, for each step along the depth
/// (tap by tap, 16 slots at a time), 16 rows of 32 numbers. What is missing is zero.
/// </summary>
public static class FilterTiles
{
    /// <summary>Packs filters × (slots / groups) × taps.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape says.</exception>
    public static float[] Pack(ReadOnlySpan<float> weight, ProductShape shape)
    {
        int depth = shape.GroupSlots * shape.Taps;
        if (weight.Length != shape.Filters * depth)
        {
            throw new ArgumentException($"{weight.Length} weights given, {shape} needs {shape.Filters * depth}", nameof(weight));
        }

        int tile = ProductShape.Depth * ProductShape.Column;
        int blocks = shape.Steps / shape.Taps;
        var packed = new float[checked(shape.Groups * shape.Columns * shape.Steps * tile)];
        for (int filter = 0; filter < shape.Filters; filter++)
        {
            (int group, int inGroup) = Math.DivRem(filter, shape.GroupFilters);
            (int column, int lane) = Math.DivRem(inGroup, ProductShape.Column);
            Span<float> to = packed.AsSpan(((group * shape.Columns) + column) * shape.Steps * tile);
            ReadOnlySpan<float> from = weight.Slice(filter * depth, depth);
            for (int slot = 0; slot < shape.GroupSlots; slot++)
            {
                (int block, int row) = Math.DivRem(slot, ProductShape.Depth);
                for (int tap = 0; tap < shape.Taps; tap++)
                {
                    to[(((tap * blocks) + block) * tile) + (row * ProductShape.Column) + lane] = from[(slot * shape.Taps) + tap];
                }
            }
        }

        return packed;
    }

    /// <summary>Packs one number a filter beside the filters: whole columns of each group.</summary>
    public static float[] PackBias(ReadOnlySpan<float> bias, ProductShape shape)
    {
        var packed = new float[shape.Groups * shape.Columns * ProductShape.Column];
        for (int group = 0; group < shape.Groups; group++)
        {
            bias.Slice(group * shape.GroupFilters, shape.GroupFilters).CopyTo(packed.AsSpan(group * shape.Columns * ProductShape.Column));
        }

        return packed;
    }
}
