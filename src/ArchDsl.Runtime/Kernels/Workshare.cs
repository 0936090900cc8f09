using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>How the threads of a sample split a product of panels of filters with pixels.</summary>
internal static class Workshare
{
    /// <summary>
    /// Whether each thread takes some of the panels (vector by vector) and all pixels, instead of some pixels and all panels: where that
    /// loads the threads more evenly, or as evenly and there is less of the input to read twice than of the weights.
    /// </summary>
    /// <param name="parts">Threads.</param>
    /// <param name="vectors">Vectors of slots of all panels.</param>
    /// <param name="pieces">Pieces the pixels fall into.</param>
    /// <param name="weightFloats">Floats of all panels.</param>
    /// <param name="inputFloats">Floats of all pixels.</param>
    public static bool ByPanels(int parts, int vectors, int pieces, long weightFloats, long inputFloats)
    {
        if (parts == 1)
        {
            return false;
        }

        // Work of the busiest thread over a fair share, in 64ths.
        long idlePanels = Rounds(vectors, parts) * parts * 64 / vectors;
        long idlePieces = Rounds(pieces, parts) * parts * 64 / pieces;
        return Math.Abs(idlePanels - idlePieces) > 4 ? idlePanels < idlePieces : weightFloats > inputFloats;
    }

    private static long Rounds(int work, int parts) => (work + parts - 1) / parts;
}
