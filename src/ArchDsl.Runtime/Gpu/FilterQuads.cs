namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// Weights in the order in which a thread that computes four filters reads them: for each four filters, for each tap, for
/// each channel of the group, the weights of the four. What is missing is zero.
/// </summary>
public static class FilterQuads
{
    /// <summary>Packs filters × channels of a group × taps.</summary>
    /// <param name="weight">The weights.</param>
    /// <param name="filters">Filters, or slots of filters.</param>
    /// <param name="taps">Pixels that a filter reads.</param>
    /// <exception cref="ArgumentException">The weights are not those of so many filters and taps.</exception>
    public static float[] Pack(ReadOnlySpan<float> weight, int filters, int taps)
    {
        if (weight.Length == 0 || weight.Length % (filters * taps) != 0)
        {
            throw new ArgumentException($"{weight.Length} weights are not those of {filters} filters of {taps} taps", nameof(weight));
        }

        int channels = weight.Length / (filters * taps);
        var packed = new float[checked(Whole(filters) * taps * channels)];
        for (int filter = 0; filter < filters; filter++)
        {
            (int quad, int lane) = Math.DivRem(filter, 4);
            ReadOnlySpan<float> from = weight.Slice(filter * channels * taps, channels * taps);
            Span<float> to = packed.AsSpan(quad * taps * channels * 4);
            for (int channel = 0; channel < channels; channel++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    to[(((tap * channels) + channel) * 4) + lane] = from[(channel * taps) + tap];
                }
            }
        }

        return packed;
    }

    /// <summary>Packs filters × slots as slots × filters, the filters in whole blocks of 16.</summary>
    public static float[] PackRows(ReadOnlySpan<float> weight, int filters)
    {
        int slots = weight.Length / filters;
        int whole = Whole(filters);
        var packed = new float[slots * whole];
        for (int filter = 0; filter < filters; filter++)
        {
            for (int slot = 0; slot < slots; slot++)
            {
                packed[(slot * whole) + filter] = weight[(filter * slots) + slot];
            }
        }

        return packed;
    }

    /// <summary>Packs one number a filter, in whole blocks of 16.</summary>
    public static float[] PackBias(ReadOnlySpan<float> bias)
    {
        var packed = new float[Whole(bias.Length)];
        bias.CopyTo(packed);
        return packed;
    }

    /// <summary>Slots of so many filters: whole blocks of 16.</summary>
    internal static int Whole(int filters) => (filters + 15) / 16 * 16;
}
