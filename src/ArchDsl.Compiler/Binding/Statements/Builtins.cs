using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Binding;

/// <summary>How many bodies a built-in statement takes.</summary>
internal sealed record BodyCount(int Least, int Most)
{
    public static BodyCount None { get; } = new(0, 0);

    public static BodyCount One { get; } = new(1, 1);

    public override string ToString() => (Least, Most) switch
    {
        (0, 0) => "no body",
        (1, 1) => "one body",
        (1, 2) => "one body or two",
        _ => $"at least {Least} bodies",
    };
}

/// <summary>Where a built-in may stand.</summary>
internal enum Level
{
    Anywhere,
    Arch,
    Copy,
    Space,
    Weights,
}

/// <summary>A statement of the language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Its parameters; null where it reads its arguments itself.</param>
/// <param name="Bodies">Its bodies.</param>
/// <param name="IsLayer">Whether it is a layer: it joins the weight keys and is a row of the cost table.</param>
/// <param name="Level">Where it may stand.</param>
internal sealed record Builtin(string Name, Signature? Signature, BodyCount Bodies, bool IsLayer, Level Level = Level.Anywhere);

/// <summary>All statements that are built in.</summary>
internal static class Builtins
{
    private static readonly Dictionary<string, Builtin> Table = Build().ToDictionary(b => b.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Table.Keys;

    public static Builtin? Find(string name) => Table.TryGetValue(name, out Builtin? builtin) ? builtin : null;

    /// <summary>Names with a fixed meaning in every body.</summary>
    public static bool IsReserved(string name) => name is "c" or "this" or "old";

    private static IEnumerable<Builtin> Build()
    {
        Parameter out_ = new("out", new ArchType(TypeKind.Amount), AutoValue.Instance);
        Parameter kernel = new("kernel", ArchType.Pair);
        Parameter stride = Pair("stride", 1);
        Parameter pad = new("pad", ArchType.Pair, AutoValue.Instance);
        Parameter dilation = Pair("dilation", 1);
        Parameter norm = Optional("norm", TypeKind.Norm);
        Parameter act = Optional("act", TypeKind.Act);
        Parameter bias = Optional("bias", TypeKind.Bool);
        Parameter order = Optional("order", TypeKind.Order);
        Parameter groups = new("groups", ArchType.Int, new NumberValue(1));
        Parameter join = new("join", new ArchType(TypeKind.Join), new JoinValue(JoinKind.Concat));
        Parameter sigmoid = new("gate", new ArchType(TypeKind.Act), Constants.Find("sigmoid"));

        yield return Layer("conv", kernel, out_, stride, pad, groups, dilation, norm, act, bias, order);
        yield return Layer("conv_depthwise", kernel, out_, stride, pad, dilation, norm, act, bias, order);
        yield return Layer("compconv", kernel, out_, stride, pad, groups, dilation, norm, act, bias, order, new("depth", new ArchType(TypeKind.Depth), new AutoValue(128)));
        yield return Layer("linear", new("out", new ArchType(TypeKind.Amount)), Optional("act", TypeKind.Act), new("bias", ArchType.Bool, new BoolValue(true)));
        yield return Layer("norm", new Parameter("kind", new ArchType(TypeKind.Norm), AutoValue.Instance));
        yield return Layer("act", new Parameter("kind", new ArchType(TypeKind.Act), AutoValue.Instance));
        yield return Layer("maxpool", kernel, Optional("stride", ArchType.Pair), Pair("pad", 0), Flag("ceil", false));
        yield return Layer("avgpool", kernel, Optional("stride", ArchType.Pair), Pair("pad", 0), Flag("ceil", false), Flag("count_pad", true));
        yield return Layer("globalpool", new Parameter("kind", new ArchType(TypeKind.Pool), new PoolValue(PoolKind.Average)));
        yield return Layer("upsample", new Parameter("factor", ArchType.Pair));
        yield return Layer("resize", new Parameter("to", new ArchType(TypeKind.TensorOrSize)));
        yield return Layer("shuffle", new Parameter("groups", ArchType.Int, new NumberValue(2)));
        yield return Layer("slice", new("start", new ArchType(TypeKind.Amount)), new("size", new ArchType(TypeKind.Amount)));
        yield return Layer("space_to_depth", new Parameter("block", ArchType.Int, new NumberValue(2)));
        yield return Layer("maxout", new Parameter("out", new ArchType(TypeKind.Amount)));
        yield return Layer("dropout", new Parameter("probability", ArchType.Real, new NumberValue(Rational.Create(1, 2))));
        yield return Layer("droppath", new Parameter("probability", ArchType.Real));

        yield return Layer("se", new("ratio", new ArchType(TypeKind.Amount), new NumberValue(Rational.Create(1, 16))), sigmoid, act);
        yield return Layer("ese", sigmoid with { Default = Constants.Find("hard_sigmoid") });
        yield return Layer("eca", new("kernel", ArchType.Int, AutoValue.Instance), sigmoid);
        yield return Layer("sam", norm, sigmoid);

        yield return new("repeat", new("repeat", [new("count", ArchType.Int)]), BodyCount.One, false);
        yield return new("residual", new("residual", [Flag("shortcut", true), Flag("partial", false)]), new(1, 2), false);
        yield return new("split", new("split", [new("amounts", ArchType.List(new ArchType(TypeKind.Amount))), join]), new(2, int.MaxValue), false);
        yield return new("branch", new("branch", [join]), new(1, int.MaxValue), false);
        yield return new("aggregate", new("aggregate", [join]), BodyCount.One, false);
        yield return new("dense", new("dense", []), BodyCount.One, false);
        yield return new("keep", new("keep", []), BodyCount.None, false);
        yield return new("concat", null, BodyCount.None, true);
        yield return new("add", null, BodyCount.None, true);
        yield return new("multiply", null, BodyCount.None, true);
        yield return new("max", null, BodyCount.None, true);
        yield return new("from", new("from", [new("tensor", ArchType.Tensor)]), BodyCount.None, false);
        yield return new("pass", new("pass", []), BodyCount.None, false);
        yield return new("require", new("require", [new("condition", ArchType.Bool), new("why", new ArchType(TypeKind.Text), AutoValue.Instance)]), BodyCount.None, false);
        yield return new("defaults", new("defaults", [norm, act, order]), BodyCount.None, false);

        yield return new("input", null, BodyCount.None, false, Level.Arch);
        yield return new("stage", null, BodyCount.One, false, Level.Arch);
        yield return new("head", null, BodyCount.One, false, Level.Arch);
        yield return new("outputs", null, BodyCount.None, false, Level.Arch);
        yield return new("expect", null, BodyCount.None, false, Level.Arch);
        yield return new("weights", null, BodyCount.One, false, Level.Arch);
        yield return new("rename", null, BodyCount.None, false, Level.Weights);
        yield return new("replace", null, BodyCount.One, false, Level.Copy);
        yield return new("vary", null, BodyCount.None, false, Level.Space);
    }

    private static Builtin Layer(string name, params Parameter[] parameters) =>
        new(name, new Signature(name, parameters), BodyCount.None, true);

    private static Parameter Pair(string name, long value) => new(name, ArchType.Pair, new ListValue(Text.EquatableArray<Value>.Of(new NumberValue(value), new NumberValue(value))));

    private static Parameter Flag(string name, bool value) => new(name, ArchType.Bool, new BoolValue(value));

    private static Parameter Optional(string name, TypeKind kind) => Optional(name, new ArchType(kind));

    private static Parameter Optional(string name, ArchType type) => new(name, type, AutoValue.Instance);
}
