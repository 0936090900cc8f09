namespace ArchDsl.Runtime.Gpu;

/// <summary>The sizes of a convolution or linear layer as a matrix product (implicit GEMM).</summary>
/// <param name="Filters">Filters, pads among them.</param>
/// <param name="Slots">Slots that one filter reads of one pixel, pads among them.</param>
/// <param name="Taps">Pixels that it reads.</param>
/// <param name="Groups">Groups, cardinality; filters and slots are counted over all of them.</param>
public readonly record struct ProductShape(int Filters, int Slots, int Taps = 1, int Groups = 1)
{
    /// <summary>Filters that are packed together.</summary>
    public const int Column = 32;

    /// <summary>Numbers of the product's depth that are packed, and multiplied, at a time.</summary>
    public const int Depth = 16;

    /// <summary>Filters of one group.</summary>
    public int GroupFilters => Filters / Groups;

    /// <summary>Slots of one group.</summary>
    public int GroupSlots => Slots / Groups;

    /// <summary>Columns of one group; an even number from 2 on, since large tiles take two.</summary>
    public int Columns
    {
        get
        {
            int columns = (GroupFilters + Column - 1) / Column;
            return columns == 1 ? 1 : (columns + 1) / 2 * 2;
        }
    }

    /// <summary>Steps along the depth: for each tap the slots, 16 at a time.</summary>
    public int Steps => Taps * ((GroupSlots + Depth - 1) / Depth);
}
