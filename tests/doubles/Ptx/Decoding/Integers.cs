using System.Numerics;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Arithmetic of integers, by type.</summary>
internal static class Integers
{
    public static Effect Decode(Form form, PtxType type) => type switch
    {
        { Kind: TypeKind.Signed, Width: 16 } => Integers<short, int>.Decode(form, type),
        { Kind: TypeKind.Signed, Width: 32 } => Integers<int, long>.Decode(form, type),
        { Kind: TypeKind.Signed, Width: 64 } => Integers<long, Int128>.Decode(form, type),
        { Kind: TypeKind.Unsigned, Width: 16 } => Integers<ushort, uint>.Decode(form, type),
        { Kind: TypeKind.Unsigned, Width: 32 } => Integers<uint, ulong>.Decode(form, type),
        { Kind: TypeKind.Unsigned, Width: 64 } => Integers<ulong, UInt128>.Decode(form, type),
        _ => throw form.Error($"integers of type {type} are not known here"),
    };

    public static Effect Shift(Form form)
    {
        PtxType type = form.Type();
        bool isLeft = form.Root == "shl";
        form.Finish(3);
        return (type.Kind, type.Width) switch
        {
            (TypeKind.Bits, 16) or (TypeKind.Unsigned, 16) when IsShift(type, isLeft) => Shift<ushort>(form, type, isLeft),
            (TypeKind.Bits, 32) or (TypeKind.Unsigned, 32) when IsShift(type, isLeft) => Shift<uint>(form, type, isLeft),
            (TypeKind.Bits, 64) or (TypeKind.Unsigned, 64) when IsShift(type, isLeft) => Shift<ulong>(form, type, isLeft),
            (TypeKind.Signed, 16) when !isLeft => Shift<short>(form, type, isLeft),
            (TypeKind.Signed, 32) when !isLeft => Shift<int>(form, type, isLeft),
            (TypeKind.Signed, 64) when !isLeft => Shift<long>(form, type, isLeft),
            _ => throw form.Error($"a shift of {type} is not known"),
        };
    }

    private static bool IsShift(PtxType type, bool isLeft) => !isLeft || type.Kind == TypeKind.Bits;

    // A count beyond the width shifts everything out; C# would take it modulo the width.
    private static Effect Shift<T>(Form form, PtxType type, bool isLeft)
        where T : unmanaged, IBinaryInteger<T>
    {
        int d = form.Result(0, type);
        int a = form.Source(1, type);
        int b = form.Source(2, PtxType.U32);
        int most = type.Width - 1;
        if (isLeft)
        {
            return l => l.Write(d, l.Read<uint>(b) > most ? T.Zero : l.Read<T>(a) << l.Read<int>(b));
        }

        return l => l.Write(d, l.Read<uint>(b) > most ? l.Read<T>(a) >> most >> 1 : l.Read<T>(a) >> l.Read<int>(b));
    }
}

/// <summary>Arithmetic of integers of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <typeparam name="TWide">The one of twice the width, which holds every product.</typeparam>
internal static class Integers<T, TWide>
    where T : unmanaged, IBinaryInteger<T>
    where TWide : unmanaged, IBinaryInteger<TWide>
{
    public static Effect Decode(Form form, PtxType type)
    {
        bool isProduct = form.Root is "mul" or "mad";
        string? part = isProduct ? form.TakeAny("lo", "hi", "wide") ?? throw form.Error(".lo, .hi or .wide is missing") : null;
        form.Finish(form.Root switch { "neg" or "abs" => 2, "mad" => 4, _ => 3 });
        PtxType wide = type with { Width = type.Width * (part == "wide" ? 2 : 1) };
        int d = form.Result(0, wide);
        int a = form.Source(1, type);
        if (form.Root is "neg" or "abs")
        {
            return form.Root == "neg" ? l => l.Write(d, T.Zero - l.Read<T>(a)) : l => l.Write(d, T.IsNegative(l.Read<T>(a)) ? T.Zero - l.Read<T>(a) : l.Read<T>(a));
        }

        int b = form.Source(2, type);
        if (!isProduct)
        {
            return Binary(form, d, a, b);
        }

        int? c = form.Root == "mad" ? form.Source(3, wide) : null;
        return part switch
        {
            "lo" => Low(d, a, b, c),
            "hi" => High(d, a, b, c, type.Width),
            _ => type.Width < 64 ? Wide(d, a, b, c) : throw form.Error("no product is of 128 bits"),
        };
    }

    private static Effect Binary(Form form, int d, int a, int b) => form.Root switch
    {
        "add" => l => l.Write(d, l.Read<T>(a) + l.Read<T>(b)),
        "sub" => l => l.Write(d, l.Read<T>(a) - l.Read<T>(b)),
        "div" => l => l.Write(d, l.Read<T>(a) / l.Read<T>(b)),
        "rem" => l => l.Write(d, l.Read<T>(a) % l.Read<T>(b)),
        "min" => l => l.Write(d, T.Min(l.Read<T>(a), l.Read<T>(b))),
        "max" => l => l.Write(d, T.Max(l.Read<T>(a), l.Read<T>(b))),
        _ => throw form.Error("this is not known of integers"),
    };

    private static Effect Low(int d, int a, int b, int? added) =>
        added is { } c ? l => l.Write(d, (l.Read<T>(a) * l.Read<T>(b)) + l.Read<T>(c)) : l => l.Write(d, l.Read<T>(a) * l.Read<T>(b));

    private static Effect High(int d, int a, int b, int? added, int width)
    {
        return added is { } c ? l => l.Write(d, Upper(l) + l.Read<T>(c)) : l => l.Write(d, Upper(l));

        T Upper(Lane lane) => T.CreateTruncating((TWide.CreateTruncating(lane.Read<T>(a)) * TWide.CreateTruncating(lane.Read<T>(b))) >> width);
    }

    private static Effect Wide(int d, int a, int b, int? added)
    {
        return added is { } c ? l => l.Write(d, Product(l) + l.Read<TWide>(c)) : l => l.Write(d, Product(l));

        TWide Product(Lane lane) => TWide.CreateTruncating(lane.Read<T>(a)) * TWide.CreateTruncating(lane.Read<T>(b));
    }
}
