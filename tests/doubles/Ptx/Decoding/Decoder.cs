using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Turns an entry's statements into instructions that run.</summary>
internal static class Decoder
{
    public static Program Decode(Entry entry)
    {
        var slots = new SlotTable(entry.Registers);
        List<Instruction> code = entry.Statements.ConvertAll(s => Decode(s, slots));
        code.Add(new Instruction(InstructionKind.Return) { Text = "}", Line = entry.Statements.Count == 0 ? 0 : entry.Statements[^1].Line + 1 });
        return new Program(entry.Name, [.. code], slots, entry.SharedBytes, entry.LocalBytes);
    }

    private static Instruction Decode(Statement statement, SlotTable slots)
    {
        var form = new Form(statement, slots);
        Instruction instruction = Decode(form) with { Line = statement.Line, Text = statement.Text };
        return statement.Guard is { } guard
            ? instruction with { Guard = form.Source(new NameOperand(guard.Name), PtxType.Predicate), IsGuardNegated = guard.IsNegated }
            : instruction;
    }

    private static Instruction Decode(Form form) => form.Root switch
    {
        "mov" => Instruction.Plain(Moves.Move(form)),
        "selp" => Instruction.Plain(Moves.Select(form)),
        "cvta" => Instruction.Plain(Moves.ConvertAddress(form)),
        "cvt" => Instruction.Plain(Conversions.Convert(form)),
        "setp" => Instruction.Plain(Comparisons.Compare(form)),
        "and" or "or" or "xor" or "not" => Instruction.Plain(Logic.Decode(form)),
        "shl" or "shr" => Instruction.Plain(Integers.Shift(form)),
        "add" or "sub" or "mul" or "mad" or "fma" or "div" or "rem" or "min" or "max" or "neg" or "abs" => Instruction.Plain(Arithmetic(form)),
        "sqrt" or "rsqrt" or "rcp" or "ex2" or "lg2" or "sin" or "cos" or "tanh" => Instruction.Plain(Floats.Decode(form, form.Type())),
        "ld" => Instruction.Plain(Accesses.Load(form)),
        "st" => Instruction.Plain(Accesses.Store(form)),
        "cp" => Instruction.Plain(AsyncForms.Decode(form)),
        "mma" => Tensors.MultiplyAccumulate(form),
        "ldmatrix" => Tensors.LoadMatrix(form),
        "shfl" => Shuffles.Decode(form),
        _ => Control.Decode(form),
    };

    private static Effect Arithmetic(Form form)
    {
        PtxType type = form.Type();
        return type.IsFloat ? Floats.Decode(form, type) : Integers.Decode(form, type);
    }
}
