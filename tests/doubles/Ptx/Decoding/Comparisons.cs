using System.Numerics;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary><c>setp</c>: comparisons that leave predicates.</summary>
internal static class Comparisons
{
    private static readonly string[] Signs = ["eq", "ne", "lt", "le", "gt", "ge", "lo", "ls", "hi", "hs", "equ", "neu", "ltu", "leu", "gtu", "geu", "num", "nan"];

    public static Effect Compare(Form form)
    {
        string sign = form.TakeAny(Signs) ?? throw form.Error("a comparison is missing");
        string? join = form.TakeAny("and", "or", "xor");
        PtxType type = form.Type();
        form.Finish(join is null ? 3 : 4);
        int a = form.Source(1, type);
        int b = form.Source(2, type);
        Func<Lane, bool> test = (type.Kind, type.Width) switch
        {
            (TypeKind.Float, 32) => Real(form, sign, a, b),
            (TypeKind.Bits, 32) when sign is "eq" or "ne" => Whole<uint>(form, sign, a, b),
            (TypeKind.Bits, 64) when sign is "eq" or "ne" => Whole<ulong>(form, sign, a, b),
            (TypeKind.Signed, 16) => Signed<short>(form, sign, a, b),
            (TypeKind.Signed, 32) => Signed<int>(form, sign, a, b),
            (TypeKind.Signed, 64) => Signed<long>(form, sign, a, b),
            (TypeKind.Unsigned, 16) => Whole<ushort>(form, sign, a, b),
            (TypeKind.Unsigned, 32) => Whole<uint>(form, sign, a, b),
            (TypeKind.Unsigned, 64) => Whole<ulong>(form, sign, a, b),
            _ => throw form.Error($"this comparison of {type} is not known"),
        };
        return Store(form, test, join);
    }

    private static Effect Store(Form form, Func<Lane, bool> test, string? join)
    {
        Operand first = form[0] is PairOperand pair ? pair.First : form[0];
        int p = form.Result(first, PtxType.Predicate);
        if (join is null && form[0] is not PairOperand)
        {
            return l => l.R[p] = test(l) ? 1UL : 0UL;
        }

        int q = form[0] is PairOperand both ? form.Result(both.Second, PtxType.Predicate) : form.Result(new NameOperand("_"), PtxType.Predicate);
        int c = join is null ? form.Constant(1) : form.Source(3, PtxType.Predicate);
        Func<bool, bool, bool> combine = join switch
        {
            "or" => (x, y) => x | y,
            "xor" => (x, y) => x ^ y,
            _ => (x, y) => x & y,
        };
        return l =>
        {
            bool isTrue = test(l);
            bool other = l.R[c] != 0;
            l.R[p] = combine(isTrue, other) ? 1UL : 0UL;
            l.R[q] = combine(!isTrue, other) ? 1UL : 0UL;
        };
    }

    private static Func<Lane, bool> Signed<T>(Form form, string sign, int a, int b)
        where T : unmanaged, IBinaryInteger<T> =>
        sign is "lo" or "ls" or "hi" or "hs" ? throw form.Error($"'{sign}' is of unsigned integers") : Whole<T>(form, sign, a, b);

    private static Func<Lane, bool> Whole<T>(Form form, string sign, int a, int b)
        where T : unmanaged, IBinaryInteger<T> => sign switch
    {
        "eq" => l => l.Read<T>(a) == l.Read<T>(b),
        "ne" => l => l.Read<T>(a) != l.Read<T>(b),
        "lt" or "lo" => l => l.Read<T>(a) < l.Read<T>(b),
        "le" or "ls" => l => l.Read<T>(a) <= l.Read<T>(b),
        "gt" or "hi" => l => l.Read<T>(a) > l.Read<T>(b),
        "ge" or "hs" => l => l.Read<T>(a) >= l.Read<T>(b),
        _ => throw form.Error($"'{sign}' is of floats"),
    };

    // With a NaN, the plain signs say no and those that end in u say yes.
    private static Func<Lane, bool> Real(Form form, string sign, int a, int b) => sign switch
    {
        "eq" => l => l.Read<float>(a) == l.Read<float>(b),
        "ne" => l => l.Read<float>(a) < l.Read<float>(b) || l.Read<float>(a) > l.Read<float>(b),
        "lt" => l => l.Read<float>(a) < l.Read<float>(b),
        "le" => l => l.Read<float>(a) <= l.Read<float>(b),
        "gt" => l => l.Read<float>(a) > l.Read<float>(b),
        "ge" => l => l.Read<float>(a) >= l.Read<float>(b),
        "equ" => l => !(l.Read<float>(a) < l.Read<float>(b) || l.Read<float>(a) > l.Read<float>(b)),
        "neu" => l => l.Read<float>(a) != l.Read<float>(b),
        "ltu" => l => !(l.Read<float>(a) >= l.Read<float>(b)),
        "leu" => l => !(l.Read<float>(a) > l.Read<float>(b)),
        "gtu" => l => !(l.Read<float>(a) <= l.Read<float>(b)),
        "geu" => l => !(l.Read<float>(a) < l.Read<float>(b)),
        "num" => l => !float.IsNaN(l.Read<float>(a)) && !float.IsNaN(l.Read<float>(b)),
        "nan" => l => float.IsNaN(l.Read<float>(a)) || float.IsNaN(l.Read<float>(b)),
        _ => throw form.Error($"'{sign}' is of integers"),
    };
}
