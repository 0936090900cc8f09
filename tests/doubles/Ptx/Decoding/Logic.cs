using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Operations on bits and predicates. As narrow values have zeros above, one width serves all.</summary>
internal static class Logic
{
    public static Effect Decode(Form form)
    {
        PtxType type = form.Type();
        if (type.Kind is not (TypeKind.Bits or TypeKind.Predicate))
        {
            throw form.Error("the type must be of bits");
        }

        form.Finish(form.Root == "not" ? 2 : 3);
        int d = form.Result(0, type);
        int a = form.Source(1, type);
        if (form.Root == "not")
        {
            ulong ones = ulong.MaxValue >> (64 - type.Width);
            return l => l.R[d] = l.R[a] ^ ones;
        }

        int b = form.Source(2, type);
        return form.Root switch
        {
            "and" => l => l.R[d] = l.R[a] & l.R[b],
            "or" => l => l.R[d] = l.R[a] | l.R[b],
            _ => l => l.R[d] = l.R[a] ^ l.R[b],
        };
    }
}
