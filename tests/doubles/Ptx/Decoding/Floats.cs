using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>Arithmetic of 32-bit floats, rounded to nearest; what a GPU approximates is computed well.</summary>
internal static class Floats
{
    public static Effect Decode(Form form, PtxType type)
    {
        if (type != PtxType.F32)
        {
            throw form.Error($"arithmetic of {type} is not known");
        }

        Rounding(form);
        bool isNaNKept = form.Root is "min" or "max" && form.Take("NaN");
        form.Finish(form.Root switch { "mad" or "fma" => 4, "add" or "sub" or "mul" or "div" or "min" or "max" => 3, _ => 2 });
        int d = form.Result(0, type);
        int a = form.Source(1, type);
        if (form.Count == 2)
        {
            return Unary(form, d, a);
        }

        int b = form.Source(2, type);
        if (form.Count == 4)
        {
            int c = form.Source(3, type);
            return l => l.Write(d, MathF.FusedMultiplyAdd(l.Read<float>(a), l.Read<float>(b), l.Read<float>(c)));
        }

        return form.Root switch
        {
            "add" => l => l.Write(d, l.Read<float>(a) + l.Read<float>(b)),
            "sub" => l => l.Write(d, l.Read<float>(a) - l.Read<float>(b)),
            "mul" => l => l.Write(d, l.Read<float>(a) * l.Read<float>(b)),
            "div" => l => l.Write(d, l.Read<float>(a) / l.Read<float>(b)),
            "min" when isNaNKept => l => l.Write(d, MathF.Min(l.Read<float>(a), l.Read<float>(b))),
            "max" when isNaNKept => l => l.Write(d, MathF.Max(l.Read<float>(a), l.Read<float>(b))),
            "min" => l => l.Write(d, float.MinNumber(l.Read<float>(a), l.Read<float>(b))),
            "max" => l => l.Write(d, float.MaxNumber(l.Read<float>(a), l.Read<float>(b))),
            _ => throw form.Error("this is not known of floats"),
        };
    }

    private static Effect Unary(Form form, int d, int a) => form.Root switch
    {
        "neg" => l => l.R[d] = (l.R[a] ^ 0x8000_0000) & uint.MaxValue,
        "abs" => l => l.R[d] = l.R[a] & 0x7FFF_FFFF,
        "sqrt" => l => l.Write(d, MathF.Sqrt(l.Read<float>(a))),
        "rsqrt" => l => l.Write(d, (float)(1 / Math.Sqrt(l.Read<float>(a)))),
        "rcp" => l => l.Write(d, 1 / l.Read<float>(a)),
        "ex2" => l => l.Write(d, (float)Math.Pow(2, l.Read<float>(a))),
        "lg2" => l => l.Write(d, (float)Math.Log2(l.Read<float>(a))),
        "sin" => l => l.Write(d, MathF.Sin(l.Read<float>(a))),
        "cos" => l => l.Write(d, MathF.Cos(l.Read<float>(a))),
        "tanh" => l => l.Write(d, MathF.Tanh(l.Read<float>(a))),
        _ => throw form.Error("this is not known of floats"),
    };

    // What the assembler wants said, it must say; other ways of rounding are refused as words not known.
    private static void Rounding(Form form)
    {
        string? said = form.Root switch
        {
            "add" or "sub" or "mul" or "fma" or "mad" => form.TakeAny("rn"),
            "div" => form.TakeAny("rn", "approx", "full"),
            "sqrt" or "rcp" => form.TakeAny("rn", "approx"),
            "rsqrt" or "ex2" or "lg2" or "sin" or "cos" or "tanh" => form.TakeAny("approx"),
            _ => "",
        };
        if (said is null && form.Root is not ("add" or "sub" or "mul"))
        {
            throw form.Error("the way of rounding is missing");
        }
    }
}
