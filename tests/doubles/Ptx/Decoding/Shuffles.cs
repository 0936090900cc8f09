using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary><c>shfl.sync</c>: a lane takes another's value.</summary>
internal static class Shuffles
{
    public static Instruction Decode(Form form)
    {
        if (!form.Take("sync") || !form.Take("b32"))
        {
            throw form.Error("of shuffles, only sync of .b32 is known");
        }

        string mode = form.TakeAny("idx", "up", "down", "bfly") ?? throw form.Error(".idx, .up, .down or .bfly is missing");
        form.Finish(5);
        (Operand result, Operand found) = form[0] is PairOperand pair ? (pair.First, pair.Second) : (form[0], new NameOperand("_"));
        int d = form.Result(result, PtxType.B32);
        int p = form.Result(found, PtxType.Predicate);
        int a = form.Source(1, PtxType.B32);
        int b = form.Source(2, PtxType.B32);
        int c = form.Source(3, PtxType.B32);
        return new Instruction(InstructionKind.Together)
        {
            MaskSlot = form.Source(4, PtxType.B32),
            Together = lanes =>
            {
                uint[] values = lanes.Select(l => l.Read<uint>(a)).ToArray();
                foreach (Lane lane in lanes)
                {
                    int number = lane.Index % Warp.Size;
                    (int source, bool isInside) = Source(mode, number, lane.Read<int>(b) & 31, lane.Read<int>(c));
                    int at = 0;
                    while (at < lanes.Count && lanes[at].Index % Warp.Size != source)
                    {
                        at++;
                    }

                    lane.Write(d, at < lanes.Count ? values[at] : throw new PtxFaultException($"lane {number} takes from lane {source}, which does not take part"));
                    lane.R[p] = isInside ? 1UL : 0UL;
                }
            },
        };
    }

    // The clamp holds the last lane in its low five bits, and above the bits of a lane's number that stay as they are.
    private static (int Source, bool IsInside) Source(string mode, int lane, int by, int clamp)
    {
        int segment = clamp >> 8 & 31;
        int last = (lane & segment) | (clamp & 31 & ~segment);
        int first = lane & segment;
        (int source, bool isInside) = mode switch
        {
            "up" => (lane - by, lane - by >= last),
            "down" => (lane + by, lane + by <= last),
            "bfly" => (lane ^ by, (lane ^ by) <= last),
            _ => (first | (by & ~segment), (first | (by & ~segment)) <= last),
        };
        return (isInside ? source : lane, isInside);
    }
}
