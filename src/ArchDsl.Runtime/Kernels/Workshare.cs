using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

/// <summary>How the threads of a sample split a product of panels of filters with pixels.</summary>
internal static class Workshare
{
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

    // A panel of which a thread takes only one vector takes more than half the time of a whole one.
    private static long Time(long vectors, int together) => (10 * vectors) + (2 * (vectors % together));

    private static long Rounds(int work, int parts) => (work + parts - 1) / parts;
}
