using ArchDsl.Ptx.Memory;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Values that go from one place to another as they are.</summary>
internal static class Moves
{
    public static Effect Move(Form form)
    {
        PtxType type = form.Type();
        form.Finish(2);
        return (form[0], form[1]) switch
        {
            (VectorOperand target, _) => Unpack(form, target, type),
            (_, VectorOperand source) => Pack(form, source, type),
            _ => Copy(form.Result(0, type), form.Source(1, type)),
        };
    }

    public static Effect Select(Form form)
    {
        PtxType type = form.Type();
        form.Finish(4);
        int d = form.Result(0, type);
        int a = form.Source(1, type);
        int b = form.Source(2, type);
        int p = form.Source(3, PtxType.Predicate);
        return l => l.R[d] = l.R[p] != 0 ? l.R[a] : l.R[b];
    }

    public static Effect ConvertAddress(Form form)
    {
        bool isToSpace = form.Take("to");
        Space space = form.TakeAny("global", "shared", "local") switch
        {
            "global" => Space.Global,
            "shared" => Space.Shared,
            "local" => Space.Local,
            _ => throw form.Error("a state space is missing"),
        };
        PtxType type = form.Type();
        form.Finish(2);
        if (type != PtxType.U64)
        {
            throw form.Error("addresses are of 64 bits");
        }

        int d = form.Result(0, type);
        int a = form.Source(1, type);
        ulong step = isToSpace ? 0 - Windows.Of(space) : Windows.Of(space);
        return l => l.R[d] = l.R[a] + step;
    }

    private static Effect Copy(int d, int a) => l => l.R[d] = l.R[a];

    private static Effect Unpack(Form form, VectorOperand target, PtxType type)
    {
        PtxType part = Part(form, target, type);
        int[] d = target.Elements.Select(e => form.Result(e, part)).ToArray();
        int a = form.Source(1, type);
        ulong mask = (1UL << part.Width) - 1;
        return l =>
        {
            ulong whole = l.R[a];
            for (int i = 0; i < d.Length; i++)
            {
                l.R[d[i]] = whole >> (i * part.Width) & mask;
            }
        };
    }

    private static Effect Pack(Form form, VectorOperand source, PtxType type)
    {
        PtxType part = Part(form, source, type);
        int d = form.Result(0, type);
        int[] a = source.Elements.Select(e => form.Source(e, part)).ToArray();
        return l =>
        {
            ulong whole = 0;
            for (int i = 0; i < a.Length; i++)
            {
                whole |= l.R[a[i]] << (i * part.Width);
            }

            l.R[d] = whole;
        };
    }

    private static PtxType Part(Form form, VectorOperand vector, PtxType type) =>
        type.Kind == TypeKind.Bits && vector.Elements.Count is 2 or 4 && type.Width / vector.Elements.Count >= 16
            ? type with { Width = type.Width / vector.Elements.Count }
            : throw form.Error("a vector that does not make up the type");
}
