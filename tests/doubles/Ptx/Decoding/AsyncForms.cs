using ArchDsl.Ptx.Memory;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary><c>cp.async</c>: copies from global to shared memory that go on beside the thread, and waiting for them.</summary>
internal static class AsyncForms
{
    public static Effect Decode(Form form)
    {
        if (!form.Take("async"))
        {
            throw form.Error("this instruction is not known");
        }

        switch (form.TakeAny("commit_group", "wait_group", "wait_all"))
        {
            case "commit_group":
                form.Finish(0);
                return l => l.Copies.Commit();
            case "wait_group":
                form.Finish(1);
                int left = form.Integer(0);
                return l => l.Copies.WaitFor(l, left);
            case "wait_all":
                form.Finish(0);
                return l => l.Copies.WaitForAll(l);
            default:
                return Copy(form);
        }
    }

    private static Effect Copy(Form form)
    {
        bool isWholeLine = form.Take("cg");
        if (!isWholeLine && !form.Take("ca"))
        {
            throw form.Error(".ca or .cg is missing");
        }

        if (!form.Take("shared") || !form.Take("global"))
        {
            throw form.Error("a copy goes to .shared from .global");
        }

        form.IgnoreFrom("L2::");
        bool isPartial = form.Count == 4;
        form.Finish(isPartial ? 4 : 3);
        int count = form.Integer(2);
        if (isWholeLine ? count != 16 : count is not (4 or 8 or 16))
        {
            throw form.Error($"no copy is of {count} bytes");
        }

        var target = new Place(form, form[0], Space.Shared);
        var source = new Place(form, form[1], Space.Global);
        int size = isPartial ? form.Source(3, PtxType.U32) : form.Constant((ulong)count);
        return l =>
        {
            uint taken = l.Read<uint>(size);
            if (taken > count)
            {
                throw new PtxFaultException($"a source of {taken} bytes for a copy of {count}");
            }

            _ = target.Find(l, count, out int to);
            if (taken == 0)
            {
                l.Copies.Add(l, null, 0, 0, to, count);
                return;
            }

            Segment segment = l.Block.Memory.Find(source.Address(l), out ulong offset);
            int from = segment.Inside(offset, (int)taken);
            if (from % count != 0)
            {
                throw new PtxFaultException($"a copy of {count} bytes from offset {from} of {segment.Name}, which is not aligned to them");
            }

            l.Copies.Add(l, segment, from, (int)taken, to, count);
        };
    }
}
