using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary><c>cvt</c>: between integers of any width, 32-bit floats and TF32.</summary>
internal static class Conversions
{
    public static Effect Convert(Form form)
    {
        if (form.Take("tf32"))
        {
            return ToTf32(form);
        }

        string? rounding = form.TakeAny("rn", "rni", "rzi", "rmi", "rpi");
        PtxType to = form.Type();
        PtxType from = form.Type();
        form.Finish(2);
        RegisterDeclaration target = form.Register(form[0], to, mayBeWider: true);
        int a = form.Source(form[1], from, mayBeWider: true);
        return (from, to, rounding) switch
        {
            ({ IsInteger: true }, { IsInteger: true }, null) => Narrow(form, Whole(form, from, a), to, target),
            ({ IsInteger: true }, { IsFloat: true, Width: 32 }, "rn") => ToFloat(form, from, a, target.Slot),
            ({ IsFloat: true, Width: 32 }, { IsInteger: true }, "rni" or "rzi" or "rmi" or "rpi") => Saturate(form, Round(rounding, a), to, target),
            ({ IsFloat: true, Width: 32 }, { IsFloat: true, Width: 32 }, "rni" or "rzi" or "rmi" or "rpi") => Rounded(Round(rounding, a), target.Slot),
            _ => throw form.Error($"this conversion of {from} to {to} is not known"),
        };
    }

    /// <summary>Rounds to the nearest number of 10 bits of mantissa, ties away from zero.</summary>
    public static uint ToTf32(uint bits) => (bits & 0x7F80_0000) == 0x7F80_0000 ? bits : (bits + 0x1000) & ~0x1FFFU;

    private static Effect ToTf32(Form form)
    {
        if (!form.Take("rna") || form.Type() != PtxType.F32)
        {
            throw form.Error("to TF32, only .rna from .f32 is known");
        }

        form.Finish(2);
        int d = form.Result(0, PtxType.B32);
        int a = form.Source(1, PtxType.F32);
        return l => l.Write(d, ToTf32(l.Read<uint>(a)));
    }

    private static Func<Lane, long> Whole(Form form, PtxType from, int a) => (from.Kind, from.Width) switch
    {
        (TypeKind.Signed, 8) => l => l.Read<sbyte>(a),
        (TypeKind.Signed, 16) => l => l.Read<short>(a),
        (TypeKind.Signed, 32) => l => l.Read<int>(a),
        (TypeKind.Unsigned, 8) => l => l.Read<byte>(a),
        (TypeKind.Unsigned, 16) => l => l.Read<ushort>(a),
        (TypeKind.Unsigned, 32) => l => l.Read<uint>(a),
        (TypeKind.Signed or TypeKind.Unsigned, 64) => l => l.Read<long>(a),
        _ => throw form.Error($"a conversion of {from} is not known"),
    };

    // The result fills a wider register, with its sign or zeros.
    private static Effect Narrow(Form form, Func<Lane, long> value, PtxType to, RegisterDeclaration target)
    {
        int d = target.Slot;
        ulong mask = ulong.MaxValue >> (64 - target.Type.Width);
        return (to.Kind, to.Width) switch
        {
            (TypeKind.Signed, 8) => l => l.R[d] = (ulong)(sbyte)value(l) & mask,
            (TypeKind.Signed, 16) => l => l.R[d] = (ulong)(short)value(l) & mask,
            (TypeKind.Signed, 32) => l => l.R[d] = (ulong)(int)value(l) & mask,
            (TypeKind.Unsigned, 8) => l => l.R[d] = (byte)value(l),
            (TypeKind.Unsigned, 16) => l => l.R[d] = (ushort)value(l),
            (TypeKind.Unsigned, 32) => l => l.R[d] = (uint)value(l),
            (TypeKind.Signed or TypeKind.Unsigned, 64) => l => l.R[d] = (ulong)value(l),
            _ => throw form.Error($"a conversion to {to} is not known"),
        };
    }

    private static Effect ToFloat(Form form, PtxType from, int a, int d)
    {
        if (from is { Kind: TypeKind.Unsigned, Width: 64 })
        {
            return l => l.Write(d, (float)l.R[a]);
        }

        Func<Lane, long> value = Whole(form, from, a);
        return l => l.Write(d, (float)value(l));
    }

    private static Func<Lane, float> Round(string rounding, int a) => rounding switch
    {
        "rni" => l => MathF.Round(l.Read<float>(a), MidpointRounding.ToEven),
        "rzi" => l => MathF.Truncate(l.Read<float>(a)),
        "rmi" => l => MathF.Floor(l.Read<float>(a)),
        _ => l => MathF.Ceiling(l.Read<float>(a)),
    };

    private static Effect Rounded(Func<Lane, float> value, int d) => l => l.Write(d, value(l));

    // Beyond the integer's range its nearest end; of a NaN, zero.
    private static Effect Saturate(Form form, Func<Lane, float> value, PtxType to, RegisterDeclaration target)
    {
        int d = target.Slot;
        ulong mask = ulong.MaxValue >> (64 - target.Type.Width);
        return (to.Kind, to.Width) switch
        {
            (TypeKind.Signed, 8) => l => l.R[d] = (ulong)sbyte.CreateSaturating(value(l)) & mask,
            (TypeKind.Signed, 16) => l => l.R[d] = (ulong)short.CreateSaturating(value(l)) & mask,
            (TypeKind.Signed, 32) => l => l.R[d] = (ulong)int.CreateSaturating(value(l)) & mask,
            (TypeKind.Signed, 64) => l => l.R[d] = (ulong)long.CreateSaturating(value(l)),
            (TypeKind.Unsigned, 8) => l => l.R[d] = byte.CreateSaturating(value(l)),
            (TypeKind.Unsigned, 16) => l => l.R[d] = ushort.CreateSaturating(value(l)),
            (TypeKind.Unsigned, 32) => l => l.R[d] = uint.CreateSaturating(value(l)),
            (TypeKind.Unsigned, 64) => l => l.R[d] = ulong.CreateSaturating(value(l)),
            _ => throw form.Error($"a conversion to {to} is not known"),
        };
    }
}
