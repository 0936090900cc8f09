using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

/// <summary>How the threads of a sample split a product of panels of filters with pixels.</summary>
internal static class Workshare
{
    /// <summary>To prepare a value takes about as long as 16 products: with 128 an eighth more at most.</summary>
    private const int FewestProducts = 128;

    /// <summary>
    /// Whether each thread takes some of the panels (vector by vector) and all pixels, instead of some pixels and all panels: where that
    /// loads the threads more evenly, or as evenly and there is less of the input to read twice than of the weights.
    /// </summary>
    /// <param name="parts">Threads.</param>
    /// <param name="table">The panels.</param>
    /// <param name="pieces">Pieces the pixels fall into.</param>
    /// <param name="weightFloats">Floats of all panels.</param>
    /// <param name="inputFloats">Floats of all pixels.</param>
    public static bool ByPanels(int parts, PanelTable table, int pieces, long weightFloats, long inputFloats)
    {
        if (parts == 1)
        {
            return false;
        }

        // Work of the busiest thread over a fair share, in 64ths.
        long idlePanels = Time(Rounds(table.Vectors, parts), table.Panels[0].Vectors) * parts * 64 / Time(table.Vectors, 1);
        long idlePieces = Rounds(pieces, parts) * parts * 64 / pieces;
        return Math.Abs(idlePanels - idlePieces) > 4 ? idlePanels < idlePieces : weightFloats > inputFloats;
    }

    /// <summary>
    /// Whether threads that take panels prepare a share of the input each, for all to read, instead of each what its panels read:
    /// only where preparing it again would take long beside the products. What another core has written, and what it has read and
    /// must give up to be written, comes slowly: on two cores without a cache in common VoVNet-57 takes 0.90 of the time if
    /// nothing is shared, on two with one 1.02.
    /// </summary>
    /// <param name="parts">Threads.</param>
    /// <param name="products">Products with each prepared value.</param>
    public static bool IsInputShared(int parts, int products) => products < FewestProducts * (parts - 1);

    // A panel of which a thread takes only one vector takes more than half the time of a whole one.
    private static long Time(long vectors, int together) => (10 * vectors) + (2 * (vectors % together));

    private static long Rounds(int work, int parts) => (work + parts - 1) / parts;
}
