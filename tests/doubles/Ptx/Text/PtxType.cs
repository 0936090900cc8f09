using System.Globalization;

namespace ArchDsl.Ptx.Text;

internal enum TypeKind
{
    Bits,
    Signed,
    Unsigned,
    Float,
    Predicate,
}

/// <summary>A fundamental type such as <c>.s32</c>.</summary>
internal readonly record struct PtxType(TypeKind Kind, int Width)
{
    public static readonly PtxType Predicate = new(TypeKind.Predicate, 1);
    public static readonly PtxType B32 = new(TypeKind.Bits, 32);
    public static readonly PtxType U32 = new(TypeKind.Unsigned, 32);
    public static readonly PtxType U64 = new(TypeKind.Unsigned, 64);
    public static readonly PtxType F32 = new(TypeKind.Float, 32);

    public int Bytes => Width / 8;

    public bool IsFloat => Kind == TypeKind.Float;

    public bool IsInteger => Kind is TypeKind.Bits or TypeKind.Signed or TypeKind.Unsigned;

    /// <summary>Reads a type's name, with no dot before it.</summary>
    public static PtxType? Find(string name)
    {
        if (name == "pred")
        {
            return Predicate;
        }

        TypeKind? kind = name.Length < 2 ? null : name[0] switch
        {
            'b' => TypeKind.Bits,
            's' => TypeKind.Signed,
            'u' => TypeKind.Unsigned,
            'f' => TypeKind.Float,
            _ => null,
        };
        return kind is { } known && name[1..] is "8" or "16" or "32" or "64" && !(kind == TypeKind.Float && name == "f8")
            ? new PtxType(kind!.Value, int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Whether an instruction of this type may name a register of that one, which is the assembler's rule.</summary>
    public bool Accepts(PtxType register) =>
        register.Width == Width
        && (register.Kind == TypeKind.Predicate) == (Kind == TypeKind.Predicate)
        && (Kind == TypeKind.Bits || register.Kind == TypeKind.Bits || register.IsFloat == IsFloat);

    public override string ToString() => Kind == TypeKind.Predicate ? ".pred" : $".{"bsuf"[(int)Kind]}{Width}";
}
