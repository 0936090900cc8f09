namespace ArchDsl.Ptx.Text;

/// <summary>What stands between the commas of an instruction.</summary>
internal abstract record Operand;

/// <summary>A register, a variable, a parameter or a label.</summary>
internal sealed record NameOperand(string Name) : Operand;

/// <summary>A number; a float's bits, or an integer in 64.</summary>
internal sealed record NumberOperand(ulong Bits, PtxType Type) : Operand;

/// <summary><c>[name + offset]</c>.</summary>
internal sealed record AddressOperand(Operand Base, long Offset) : Operand;

/// <summary><c>{a, b}</c>.</summary>
internal sealed record VectorOperand(IReadOnlyList<Operand> Elements) : Operand;

/// <summary><c>a|b</c>: two results.</summary>
internal sealed record PairOperand(Operand First, Operand Second) : Operand;

/// <summary>The predicate before an instruction.</summary>
internal sealed record Guard(string Name, bool IsNegated);

/// <summary>An instruction as written.</summary>
internal sealed record Statement(int Line, string Text, Scope Scope, Guard? Guard, string Opcode, IReadOnlyList<Operand> Operands);

/// <summary>A parameter of an entry.</summary>
internal sealed record Parameter(string Name, int Offset, int Bytes);
