using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Branches, ends, barriers and fences.</summary>
internal static class Control
{
    public static Instruction Decode(Form form)
    {
        switch (form.Root)
        {
            case "bra":
                form.Take("uni");
                form.Finish(1);
                return new Instruction(InstructionKind.Branch) { Target = form.Label(Name(form, 0)) };
            case "brx" when form.Take("idx"):
                form.Take("uni");
                form.Finish(2);
                IReadOnlyList<string> labels = form.Scope.FindTargets(Name(form, 1)) ?? throw form.Error($"there is no list of targets '{Name(form, 1)}'");
                return new Instruction(InstructionKind.IndexedBranch) { MaskSlot = form.Source(0, PtxType.U32), Targets = labels.Select(form.Label).ToArray() };
            case "ret" or "exit":
                form.Take("uni");
                form.Finish(0);
                return new Instruction(InstructionKind.Return);
            case "trap":
                form.Finish(0);
                return Instruction.Plain(_ => throw new PtxFaultException("a trap"));
            case "bar" or "barrier":
                return Barrier(form);
            case "membar" or "fence":
                form.Ignore("cta", "gl", "sys", "gpu", "sc", "acq_rel");
                form.Finish(0);
                return Instruction.Plain(Instruction.Nothing);
            default:
                throw form.Error("this instruction is not known");
        }
    }

    private static Instruction Barrier(Form form)
    {
        if (form.Take("warp"))
        {
            form.Take("sync");
            form.Finish(1);
            return new Instruction(InstructionKind.Together) { Together = MeetWarp, MaskSlot = form.Source(0, PtxType.B32) };
        }

        form.Ignore("cta", "aligned");
        if (!form.Take("sync"))
        {
            throw form.Error("of barriers of a block, only sync is known");
        }

        form.Finish(1);
        return form.Integer(0) == 0 ? new Instruction(InstructionKind.Barrier) : throw form.Error("of barriers, only number 0 is known");
    }

    // A part of the warp that meets orders nothing that is watched: what the rest did is not known to be over.
    private static void MeetWarp(IReadOnlyList<Lane> lanes)
    {
        Warp warp = lanes[0].Warp;
        warp.Epoch += lanes.Count == warp.Lanes.Count ? 1 : 0;
    }

    private static string Name(Form form, int index) => form[index] is NameOperand name ? name.Name : throw form.Error("a label is needed");
}
