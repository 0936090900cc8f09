using System.Numerics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>A function of the language.</summary>
internal sealed record BuiltinFunction(Signature Signature, Func<BoundArguments, Value> Compute);

/// <summary>The functions every file can call; a <c>fn</c> of the same name hides one.</summary>
internal static class BuiltinFunctions
{
    private static readonly ArchType Numbers = ArchType.List(ArchType.Real);
    private static readonly Dictionary<string, BuiltinFunction> Table = new(StringComparer.Ordinal);

    static BuiltinFunctions()
    {
        Unary("floor", x => Rational.Create(x.Floor(), 1));
        Unary("ceil", x => Rational.Create(x.Ceiling(), 1));
        Unary("round", x => Rational.Create(x.RoundHalfEven(), 1));
        Unary("abs", x => x.Sign < 0 ? -x : x);
        Unary("sqrt", x => x.Sign < 0 ? throw new UndefinedException($"{x} is below 0") : Finite(Math.Sqrt(x.ToDouble())));
        Unary("log2", x => Logarithm(x, v => Exact2(v) ?? Finite(Math.Log(v.ToDouble()) / Math.Log(2))));
        Unary("ln", x => Logarithm(x, v => Finite(Math.Log(v.ToDouble()))));
        Unary("exp", x => Finite(Math.Exp(x.ToDouble())));
        Add("pow", [new("base", ArchType.Real), new("exponent", ArchType.Real)], a => Number(Power(Get(a, "base"), Get(a, "exponent"))));
        Add("min", [new("a", ArchType.Any), new("b", ArchType.Any, NoneValue.Instance)], a => Number(Pick(a, "min", (x, y) => x < y)));
        Add("max", [new("a", ArchType.Any), new("b", ArchType.Any, NoneValue.Instance)], a => Number(Pick(a, "max", (x, y) => x > y)));
        Add("sum", [new("list", Numbers)], a => Number(Items(a, "list").Aggregate((Rational)0, (x, y) => x + y)));
        Add("len", [new("list", ArchType.List(ArchType.Any))], a => Number(((ListValue)a["list"]).Items.Count));
        Add("reverse", [new("list", ArchType.List(ArchType.Any))], a => new ListValue(((ListValue)a["list"]).Items.Reverse().ToEquatableArray()));
        Add("zip", [new("a", ArchType.List(ArchType.Any)), new("b", ArchType.List(ArchType.Any))], Zip);
        Add("gcd", [new("a", ArchType.Int), new("b", ArchType.Int)], a => Number(Rational.Create(BigInteger.GreatestCommonDivisor(Get(a, "a").Numerator, Get(a, "b").Numerator), 1)));
        Add("lcm", [new("a", ArchType.Int), new("b", ArchType.Int)], a => Number(LeastCommonMultiple(Get(a, "a"), Get(a, "b"))));
        Add("same", [new("list", ArchType.List(ArchType.Any))], a => new BoolValue(((ListValue)a["list"]).Items.Distinct().Count() <= 1));
        Add("ascending", [new("list", Numbers)], a => new BoolValue(IsAscending(Items(a, "list"))));
        Add(
            "make_divisible",
            [new("value", ArchType.Real), new("divisor", ArchType.Int, new NumberValue(8)), new("min", ArchType.Real, AutoValue.Instance), new("limit", ArchType.Real, new NumberValue(Rational.Create(9, 10)))],
            a => Number(RegNet.MakeDivisible(Get(a, "value"), Get(a, "divisor"), a["min"] is NumberValue min ? min.Number : Get(a, "divisor"), Get(a, "limit"))));
        Add(
            "regnet_stages",
            [
                new("w0", ArchType.Int), new("wa", ArchType.Real), new("wm", ArchType.Real), new("depth", ArchType.Int), new("group", ArchType.Int),
                new("bottleneck", ArchType.Real, new NumberValue(1)), new("min_ratio", ArchType.Real, new NumberValue(0)),
            ],
            a => RegNet.Stages(Get(a, "w0"), Get(a, "wa"), Get(a, "wm"), Get(a, "depth"), Get(a, "group"), Get(a, "bottleneck"), Get(a, "min_ratio")));

        // Kinds of activation, norm and depth that take a parameter are written as calls.
        Add("leaky", [new("slope", ArchType.Real, new NumberValue(Rational.Create(1, 100)))], a => new ActivationValue(new Activation(ActivationKind.Leaky, Get(a, "slope").ToDouble())));
        Add("elu", [new("alpha", ArchType.Real, new NumberValue(1))], a => new ActivationValue(new Activation(ActivationKind.Elu, Get(a, "alpha").ToDouble())));
        Add("auto", [new("base", ArchType.Int)], a => new AutoValue(Int(a, "base", 1)));
        Parameter epsilon = new("eps", ArchType.Real, new NumberValue(Rational.Create(1, 100_000)));
        Parameter zeroInit = new("zero_init", ArchType.Bool, new BoolValue(false));
        Add(
            "batch",
            [epsilon, new("momentum", ArchType.Real, new NumberValue(Rational.Create(1, 10))), zeroInit],
            a => new NormValue(NormKind.Batch, Epsilon(a), Get(a, "momentum").ToDouble(), 1, Flag(a, "zero_init")));
        Add("group", [new("groups", ArchType.Int), epsilon, zeroInit], a => new NormValue(NormKind.Group, Epsilon(a), 0, Int(a, "groups", 1), Flag(a, "zero_init")));
        Add("layer", [epsilon, zeroInit], a => new NormValue(NormKind.Group, Epsilon(a), 0, 1, Flag(a, "zero_init")));
    }

    public static IEnumerable<string> Names => Table.Keys;

    public static BuiltinFunction? Find(string name) => Table.TryGetValue(name, out BuiltinFunction? function) ? function : null;

    private static void Add(string name, IReadOnlyList<Parameter> parameters, Func<BoundArguments, Value> compute) =>
        Table.Add(name, new BuiltinFunction(new Signature(name, parameters), compute));

    private static void Unary(string name, Func<Rational, Rational> compute) =>
        Add(name, [new("x", ArchType.Real)], a => Number(compute(Get(a, "x"))));

    private static NumberValue Number(Rational value) => new(value);

    private static Rational Get(BoundArguments arguments, string name) => ((NumberValue)arguments[name]).Number;

    private static bool Flag(BoundArguments arguments, string name) => ((BoolValue)arguments[name]).Bool;

    private static double Epsilon(BoundArguments arguments) => Get(arguments, "eps") is { Sign: >= 0 } eps
        ? eps.ToDouble()
        : throw new UndefinedException("eps is at least 0");

    private static int Int(BoundArguments arguments, string name, int least)
    {
        Rational value = Get(arguments, name);
        return value >= least && value <= int.MaxValue
            ? (int)value.Numerator
            : throw new UndefinedException($"{name} is at least {least} and fits 31 bits, got {value}");
    }

    private static IEnumerable<Rational> Items(BoundArguments arguments, string name) =>
        ((ListValue)arguments[name]).Items.Select(i => ((NumberValue)i).Number);

    private static Rational Logarithm(Rational x, Func<Rational, Rational> log) =>
        x.Sign <= 0 ? throw new UndefinedException($"{x} is not above 0") : log(x);

    // Powers of two are the depths and scales of these networks: their logarithm is a whole number, not nearly one.
    private static Rational? Exact2(Rational x)
    {
        bool inverse = x < 1;
        Rational value = inverse ? 1 / x : x;
        if (!value.IsInteger || !value.Numerator.IsPowerOfTwo)
        {
            return null;
        }

        int bits = 0;
        for (BigInteger n = value.Numerator; n > 1; n >>= 1)
        {
            bits++;
        }

        return inverse ? -bits : bits;
    }

    private static Rational Finite(double value) => double.IsInfinity(value) || double.IsNaN(value)
        ? throw new UndefinedException("the result is too large to compute with")
        : Rational.FromDouble(value);

    private static Rational Power(Rational x, Rational exponent)
    {
        if (!exponent.IsInteger || exponent > 1000 || exponent < -1000)
        {
            return Finite(Math.Pow(x.ToDouble(), exponent.ToDouble()));
        }

        if (x.Sign == 0 && exponent.Sign < 0)
        {
            throw new UndefinedException("0 has no negative power");
        }

        int n = (int)exponent.Numerator;
        if ((long)x.Bytes * Math.Abs(n) > 512)
        {
            throw new UndefinedException("the result has too many digits");
        }

        Rational power = Rational.Create(BigInteger.Pow(x.Numerator, Math.Abs(n)), BigInteger.Pow(x.Denominator, Math.Abs(n)));
        return n < 0 ? 1 / power : power;
    }

    private static Rational LeastCommonMultiple(Rational a, Rational b) => a.Sign == 0 || b.Sign == 0
        ? 0
        : Rational.Create(BigInteger.Abs(a.Numerator / BigInteger.GreatestCommonDivisor(a.Numerator, b.Numerator) * b.Numerator), 1);

    private static bool IsAscending(IEnumerable<Rational> items)
    {
        Rational[] list = items.ToArray();
        return list.Zip(list.Skip(1), (a, b) => a <= b).All(inOrder => inOrder);
    }

    private static Value Zip(BoundArguments arguments)
    {
        var a = (ListValue)arguments["a"];
        var b = (ListValue)arguments["b"];
        return a.Items.Count == b.Items.Count
            ? new ListValue(a.Items.Zip(b.Items, (x, y) => (Value)new ListValue(EquatableArray<Value>.Of(x, y))).ToEquatableArray())
            : throw new UndefinedException($"lists of {a.Items.Count} and {b.Items.Count} do not pair up");
    }

    // Either two numbers or one list.
    private static Rational Pick(BoundArguments arguments, string name, Func<Rational, Rational, bool> better)
    {
        Value[] values = arguments["a"] is ListValue list && arguments["b"] is NoneValue
            ? list.Items.ToArray()
            : [arguments["a"], arguments["b"]];
        if (values.Length == 0 || values.Any(v => v is not NumberValue))
        {
            throw new UndefinedException($"{name} takes two numbers or a list of them");
        }

        Rational best = ((NumberValue)values[0]).Number;
        foreach (Value value in values)
        {
            Rational number = ((NumberValue)value).Number;
            best = better(number, best) ? number : best;
        }

        return best;
    }
}
