using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH02xx: names, arguments, places.</summary>
internal static class NameErrors
{
    private static readonly DiagnosticDescriptor UnknownStatementInfo = new("ARCH0201", Error, "unknown statement", "A statement starts with the name of a built-in, of a block of this file or of an imported one, or of a parameter of type block. The name is none of these. If the block stands in another file, import that file.");
    private static readonly DiagnosticDescriptor UnknownNameInfo = new("ARCH0202", Error, "unknown name", "An expression uses a name that no parameter, let, loop variable, fn or built-in constant has. Tensors are not values: their channels are read as `name.c`.");
    private static readonly DiagnosticDescriptor UnknownTensorInfo = new("ARCH0203", Error, "unknown tensor", "Where a tensor is wanted, a name is that of a statement (`as NAME`), a stage, an input or a tensor parameter that ran before. Names hold in the whole block call or arch, not in the blocks called there: hand the tensor over as an argument.");
    private static readonly DiagnosticDescriptor UnknownArgumentInfo = new("ARCH0204", Error, "unknown argument", "The statement, block or arch has no parameter of this name.");
    private static readonly DiagnosticDescriptor DuplicateInfo = new("ARCH0205", Error, "name used twice", "Two declarations of a file, two parameters of a list, two arguments of a call or two statements of a block call share a name. In a loop the latest turn has the name, or a text makes many: `as \"p{i}\"`.");
    private static readonly DiagnosticDescriptor ReservedInfo = new("ARCH0206", Error, "reserved name", "`c` is the channel count here, `this` the current tensor and `old` what a replace matched; the names of built-in statements cannot name a block either.");
    private static readonly DiagnosticDescriptor MissingArgumentInfo = new("ARCH0207", Error, "missing argument", "A parameter without a default needs an argument.");
    private static readonly DiagnosticDescriptor TooManyArgumentsInfo = new("ARCH0208", Error, "too many arguments", "More arguments stand without a name than there are parameters, or one stands behind a named one.");
    private static readonly DiagnosticDescriptor UnknownFunctionInfo = new("ARCH0209", Error, "unknown function", "A call in an expression names a fn of this file, of an imported one, or a built-in function.");
    private static readonly DiagnosticDescriptor UnknownArchInfo = new("ARCH0210", Error, "unknown arch", "A copy or a space names the arch it is made of: one of this file or of an imported one.");
    private static readonly DiagnosticDescriptor BodiesInfo = new("ARCH0211", Error, "wrong number of bodies", "Built-ins take the bodies the reference lists; a block takes one trailing body for each parameter of type block that no argument gives.");
    private static readonly DiagnosticDescriptor PlaceInfo = new("ARCH0212", Error, "statement in the wrong place", "`keep` stands in an aggregate or dense, `input`, `stage`, `head`, `outputs`, `expect` and `weights` at the level of an arch, `replace` in a copy, `vary` in a space, `rename` in a `weights`.");
    private static readonly DiagnosticDescriptor ImportInfo = new("ARCH0213", Error, "import not found", "The path is relative to the importing file, or starts with `std/` for the standard library. A project sees the files of its Arch items.");
    private static readonly DiagnosticDescriptor CycleInfo = new("ARCH0214", Error, "imports in a circle", "A file cannot import itself, directly or through others. Move what both need into a third file.");
    private static readonly DiagnosticDescriptor AmbiguousInfo = new("ARCH0215", Error, "ambiguous name", "Two imports bring different declarations of one name. Declare the one that is meant in this file, or import fewer files.");
    private static readonly DiagnosticDescriptor UnknownTypeInfo = new("ARCH0216", Error, "unknown type", "Types are int, real, bool, text, act, norm, tensor and block, with [] or [n] behind for lists.");
    private static readonly DiagnosticDescriptor WrongKindInfo = new("ARCH0217", Error, "wrong kind of declaration", "A statement calls a block, an expression a fn, a copy an arch; the name belongs to another kind.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        UnknownStatementInfo, UnknownNameInfo, UnknownTensorInfo, UnknownArgumentInfo, DuplicateInfo, ReservedInfo, MissingArgumentInfo,
        TooManyArgumentsInfo, UnknownFunctionInfo, UnknownArchInfo, BodiesInfo, PlaceInfo, ImportInfo, CycleInfo, AmbiguousInfo, UnknownTypeInfo, WrongKindInfo,
    ];

    public static Diagnostic UnknownStatement(SourceLocation at, string name, IEnumerable<string> known) =>
        UnknownStatementInfo.At(at, $"there is no statement or block `{name}`", Spelling.Suggest(name, known));

    public static Diagnostic UnknownName(SourceLocation at, string name, IEnumerable<string> known) =>
        UnknownNameInfo.At(at, $"there is no value `{name}`", Spelling.Suggest(name, known));

    public static Diagnostic UnknownMember(SourceLocation at, string name, string target, IEnumerable<string> known) =>
        UnknownNameInfo.At(at, $"{target} has no member `{name}`", Spelling.Suggest(name, known) ?? $"it has {string.Join(", ", known)}");

    public static Diagnostic UnknownTensor(SourceLocation at, string name, IEnumerable<string> known) =>
        UnknownTensorInfo.At(at, $"there is no tensor `{name}` here", Spelling.Suggest(name, known));

    public static Diagnostic UnknownArgument(SourceLocation at, string name, string owner, IReadOnlyCollection<string> known) =>
        UnknownArgumentInfo.At(at, $"`{owner}` has no parameter `{name}`", Spelling.Suggest(name, known) ?? (known.Count == 0 ? "it has none" : $"it has {string.Join(", ", known)}"));

    public static Diagnostic DeclaredTwice(SourceLocation at, string name, string kind, SourceLocation earlier) =>
        DuplicateInfo.At(at, $"`{name}` is already the name of another {kind}", null, new RelatedLocation(earlier, "declared here first"));

    public static Diagnostic NamedTwice(SourceLocation at, string name, SourceLocation earlier) =>
        DuplicateInfo.At(at, $"two statements are named `{name}`", null, new RelatedLocation(earlier, "the other one"));

    public static Diagnostic GivenTwice(SourceLocation at, string name, string owner) =>
        DuplicateInfo.At(at, $"`{owner}` is given `{name}` twice");

    public static Diagnostic ParameterTwice(SourceLocation at, string name) =>
        DuplicateInfo.At(at, $"two parameters are named `{name}`");

    public static Diagnostic Reserved(SourceLocation at, string name) =>
        ReservedInfo.At(at, $"`{name}` is reserved and cannot be a name");

    public static Diagnostic HidesBuiltin(SourceLocation at, string name) =>
        ReservedInfo.At(at, $"`{name}` is a built-in statement and cannot name a block");

    public static Diagnostic MissingArgument(SourceLocation at, string owner, string parameter, string type) =>
        MissingArgumentInfo.At(at, $"`{owner}` needs `{parameter}`: {type}");

    public static Diagnostic TooManyArguments(SourceLocation at, string owner, int limit) =>
        TooManyArgumentsInfo.At(at, $"`{owner}` takes {limit switch { 0 => "no arguments", 1 => "one argument", _ => $"at most {limit} arguments" }}");

    public static Diagnostic PositionalBehindNamed(SourceLocation at, string owner) =>
        TooManyArgumentsInfo.At(at, $"an argument of `{owner}` without a name stands behind one with a name");

    public static Diagnostic NamesOnly(SourceLocation at, string owner) =>
        TooManyArgumentsInfo.At(at, $"`{owner}` takes its arguments by name");

    public static Diagnostic UnknownFunction(SourceLocation at, string name, IEnumerable<string> known) =>
        UnknownFunctionInfo.At(at, $"there is no function `{name}`", Spelling.Suggest(name, known));

    public static Diagnostic UnknownArch(SourceLocation at, string name, IEnumerable<string> known) =>
        UnknownArchInfo.At(at, $"there is no arch `{name}`", Spelling.Suggest(name, known));

    public static Diagnostic WrongBodies(SourceLocation at, string owner, string wanted, int given) =>
        BodiesInfo.At(at, $"`{owner}` takes {wanted}, not {(given == 0 ? "none" : given == 1 ? "one" : given.ToString(System.Globalization.CultureInfo.InvariantCulture))}");

    public static Diagnostic WrongPlace(SourceLocation at, string statement, string place) =>
        PlaceInfo.At(at, $"`{statement}` stands {place}");

    public static Diagnostic ImportNotFound(SourceLocation at, string path, IEnumerable<string> standard) =>
        ImportInfo.At(at, $"there is no file \"{path}\"", Spelling.Suggest(path, standard));

    public static Diagnostic ImportCycle(SourceLocation at, IEnumerable<string> paths) =>
        CycleInfo.At(at, $"imports go in a circle: {string.Join(" -> ", paths)}");

    public static Diagnostic Ambiguous(SourceLocation at, string name, IEnumerable<SourceLocation> places) =>
        AmbiguousInfo.At(at, $"several imports bring `{name}`", null, places.Select(p => new RelatedLocation(p, "one of them")).ToArray());

    public static Diagnostic UnknownType(SourceLocation at, string name, IEnumerable<string> known) =>
        UnknownTypeInfo.At(at, $"there is no type `{name}`", Spelling.Suggest(name, known) ?? $"types are {string.Join(", ", known)}");

    public static Diagnostic WrongKind(SourceLocation at, string name, string kind, string wanted) =>
        WrongKindInfo.At(at, $"`{name}` is {(kind == "arch" ? "an" : "a")} {kind}, not {wanted}");
}
