namespace ILGPU.Simulation;

/// <summary>What memory holds before anybody writes it: a quiet NaN whose payload is easy to recognise.</summary>
internal static unsafe class Poison
{
    private const uint Pattern = 0x7FC0DEAD;

    public static void Fill(nint address, long bytes) =>
        new Span<uint>((void*)address, checked((int)(bytes / sizeof(uint)))).Fill(Pattern);
}
