using FsCheck;
using FsCheck.Fluent;

namespace ArchDsl.Compiler.Tests.Syntax;

/// <summary>Random well-formed programs with random blanks, newlines and comments wherever the language allows them.</summary>
internal static class RandomProgram
{
    private static readonly Gen<string> Name = Gen.Elements("a", "conv", "width", "x1", "_y", "osa", "größe", "c");
    private static readonly Gen<string> Blank = Gen.Frequency((6, Gen.Constant(" ")), (1, Gen.Constant("  ")), (1, Gen.Constant("\t")));
    private static readonly Gen<string> MaybeBlank = Gen.Frequency((3, Gen.Constant("")), (1, Blank));

    // Where a newline ends nothing, a comment may stand as well.
    private static readonly Gen<string> MaybeBreak = Gen.Frequency(
        (10, Blank), (1, Gen.Constant("\n")), (1, Gen.Constant("\n\n\t")), (1, Gen.Constant(" // why\n  ")));

    private static readonly Gen<string> Separator = Gen.Frequency(
        (4, Gen.Constant("\n")), (4, Gen.Constant("; ")), (1, Gen.Constant(";\n")), (1, Gen.Constant("\n\n\n")),
        (1, Gen.Constant(" // c\n")), (1, Gen.Constant("\n// own\n\n// more\n")), (1, Gen.Constant(" ; ;")));

    private static readonly Gen<string> Literal = Gen.Elements(
        "1", "64", "22_600_296", "7.07G", "360M", "0.5", "1e-3", "3x3", "3x224x224", "\"text\"", "\"c{i + 2}\"", "true", "false", "in");

    public static Gen<string> File { get; } = Gen.Sized(size =>
        from members in Gen.ListOf(Member(Math.Min(size, 8)), Math.Min(4, 1 + (size / 8)))
        from doc in Gen.Elements("", "/// doc\n", "// c\n\n", "\n\n")
        from end in Gen.Elements("", "\n", "\n\n// end", "\n\n\n")
        select doc + string.Join("\n", members) + end);

    private static Gen<string> Member(int size) => Gen.OneOf(
        Gen.Constant("import \"std/zoo/resnet.arch\""),
        from name in Name from ps in Parameters(size) from body in Body(size) select $"/// d\nblock {name}{ps} {body}",
        from name in Name from ps in Parameters(size) from body in Body(size) select $"arch {name} {ps}{body}",
        from name in Name from b in MaybeBreak from call in Call(size) from body in Body(size) select $"arch {name}={b}{call}{body}",
        from name in Name from call in Call(size) from body in Body(size) select $"space {name} ={call}\n{body}",
        from name in Name from ps in Parameters(size) from b in MaybeBreak from value in Expression(size) select $"fn {name}({Inner(ps)})={b}{value}");

    private static string Inner(string parameters) => parameters.Length == 0 ? "" : parameters[1..^1];

    private static Gen<string> Parameters(int size) => Gen.OneOf(
        Gen.Constant(""),
        from items in Gen.ListOf(Parameter(size), 3)
        from b in MaybeBreak
        from c in MaybeBreak
        select $"({b}{string.Join("," + c, items)}{b})");

    private static Gen<string> Parameter(int size) =>
        from runtime in Gen.Elements("", "", "runtime ")
        from name in Name
        from type in Gen.Elements("", ":int", " : int[4]", ": tensor[]", ":block")
        from value in Gen.OneOf(Gen.Constant(""), Expression(size / 4).Select(e => " =" + e))
        select runtime + name + type + value;

    private static Gen<string> Body(int size) => Gen.OneOf(
        Gen.Elements("{}", "{ }", "{\n}", "{ // c\n}"),
        from count in Gen.Choose(1, 4)
        from statements in Gen.ListOf(Statement(size / 2), count)
        from separators in Gen.ListOf(Separator, count)
        from open in Gen.Elements("{ ", "{", "{\n", "{ // c\n", "{\n\n// own\n")
        select open + string.Concat(statements.Zip(separators, (s, e) => s + e)) + "}");

    private static Gen<string> Statement(int size) => size <= 0
        ? Name
        : Gen.Frequency(
            (2, from name in Name from b in MaybeBreak from value in Expression(size) select $"let {name} ={b}{value}"),
            (2, from c in Expression(size / 2) from b in MaybeBreak from body in Body(size) from otherwise in Else(size) select $"if {c}{b}{body}{otherwise}"),
            (2, from item in Gen.Elements("i", "i,n", "i, ( a ,b )", "(a,b)") from v in Expression(size / 2) from body in Body(size) select $"for {item} in {v} {body}"),
            (6, Call(size, statement: true)));

    private static Gen<string> Else(int size) => size <= 1
        ? Gen.Constant("")
        : Gen.OneOf(
            Gen.Constant(""),
            from b in MaybeBreak from body in Body(size / 2) select $"{b}else {body}",
            from c in Expression(1) from body in Body(size / 2) from more in Else(size / 2) select $"\nelse if {c} {body}{more}");

    private static Gen<string> Call(int size, bool statement) =>
        from name in Name
        from count in Gen.Choose(0, 3)
        from arguments in Gen.ListOf(Argument(size / 2), count)
        from b in MaybeBreak
        from bodyCount in Gen.Choose(0, statement && size > 2 ? 2 : 0)
        from bodies in Gen.ListOf(Body(size / 2), bodyCount)
        from alias in Gen.Elements("", "", " as p", "\nas \"p{i}\"")
        from condition in Gen.OneOf(Gen.Constant(""), Gen.Constant(""), Expression(size / 4).Select(e => "\n  when " + e))
        select $"{name} {string.Join("," + b, arguments)} {string.Join(b, bodies)}{alias}{condition}";

    private static Gen<string> Argument(int size) => Gen.OneOf(
        Expression(size),
        from name in Name from b in MaybeBreak from value in Expression(size) select $"{name} :{b}{value}");

    private static Gen<string> Expression(int size) => size <= 0
        ? Gen.OneOf(Literal, Name)
        : Gen.Frequency(
            (4, Or(size)),
            (1, from a in Or(size / 2) from dots in Gen.Elements("..", "..<", " .. ") from b in Or(size / 2) from step in Gen.Elements("", " step 2") select a + dots + b + step),
            (1, from c in Expression(size / 3) from a in Expression(size / 3) from b in Expression(size / 3) select $"if {c} then {a}\n else {b}"));

    private static Gen<string> Or(int size) => Binary(size, And, " or", " and");

    private static Gen<string> And(int size) => Gen.OneOf(
        Sum(size),
        Sum(size).Select(e => "not " + e),
        from a in Sum(size / 2) from op in Gen.Elements("==", "!=", "<", " <=", ">", ">=") from b in MaybeBreak from c in Sum(size / 2) select a + op + b + c);

    private static Gen<string> Sum(int size) => Binary(size, Unary, "+", " -", "*", " / ", "%");

    private static Gen<string> Binary(int size, Func<int, Gen<string>> operand, params string[] operators) => size <= 1
        ? operand(size)
        : Gen.OneOf(
            operand(size),
            from a in operand(size / 2) from op in Gen.Elements(operators) from b in MaybeBreak from c in operand(size / 2) select a + op + b + c);

    private static Gen<string> Unary(int size) => size <= 0
        ? Gen.OneOf(Literal, Name)
        : Gen.Frequency(
            (3, Gen.OneOf(Literal, Name)),
            (1, Unary(size - 1).Select(e => "-" + e)),
            (1, Call(size)),
            (1, from e in Expression(size / 2) from b in MaybeBreak select $"({b}{e}{b})"),
            (1, from items in Gen.ListOf(Expression(size / 3), 2) from b in MaybeBreak from comma in Gen.Elements("", ",") select $"[{b}{string.Join(" ," + b, items)}{comma}\n]"),
            (1, from e in Expression(size / 2) from n in Name select $"x [ {e}] .{n}"));

    private static Gen<string> Call(int size) =>
        from name in Name
        from count in Gen.Choose(0, 2)
        from arguments in Gen.ListOf(Argument(size / 3), count)
        from b in MaybeBreak
        from m in MaybeBlank
        select $"{name}{m}({b}{string.Join("," + b, arguments)})";
}
