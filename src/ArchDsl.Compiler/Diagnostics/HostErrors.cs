using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH09xx: what a host finds wrong around the files rather than in them.</summary>
internal static class HostErrors
{
    private static readonly DiagnosticDescriptor UnknownTargetDescriptor = new(
        "ARCH0901",
        DiagnosticSeverity.Error,
        "unknown target",
        "The `Emit` metadata of an Arch item lists what to generate: Info, TorchSharp, Cpu, Ilgpu, or None for a file that is only imported. Several are separated by semicolons: `<Arch Update=\"net.arch\" Emit=\"TorchSharp;Cpu\" />`.");

    private static readonly DiagnosticDescriptor MissingReferenceDescriptor = new(
        "ARCH0902",
        DiagnosticSeverity.Error,
        "missing reference for a target",
        "The `Emit` metadata of an Arch item asks for a class whose code calls a library that the project does not reference, so it would not compile. Add the reference, or leave the target out: without `Emit` the targets follow from the references.");

    private static readonly DiagnosticDescriptor UnavailableTargetDescriptor = new(
        "ARCH0903",
        DiagnosticSeverity.Error,
        "target that cannot be generated in a build",
        "The `Emit` metadata of an Arch item asks for a target that is not C# or that this version cannot print. A Python module comes from the command line: `archdsl export net.arch --to pytorch`.");

    private static readonly DiagnosticDescriptor InvalidNamespaceDescriptor = new(
        "ARCH0904",
        DiagnosticSeverity.Error,
        "invalid namespace",
        "The `Namespace` metadata of an Arch item must be names separated by dots, as C# writes a namespace: `<Arch Update=\"net.arch\" Namespace=\"My.Networks\" />`. Without it the namespace is the project's root namespace and the folders of the file.");

    private static readonly DiagnosticDescriptor DuplicateClassDescriptor = new(
        "ARCH0905",
        DiagnosticSeverity.Error,
        "two generated classes of one name",
        "Two networks would generate classes of the same name in the same namespace. Only the first is generated. Rename one arch, or give one file another namespace with the `Namespace` metadata of its Arch item.");

    private static readonly DiagnosticDescriptor OldLanguageDescriptor = new(
        "ARCH0906",
        DiagnosticSeverity.Error,
        "C# version too old for the generated code",
        "Generated code uses the C# that comes with .NET 8. Set `<LangVersion>` in the project to that version or a later one, or `latest`.");

    private static readonly DiagnosticDescriptor ListedTwiceDescriptor = new(
        "ARCH0907",
        DiagnosticSeverity.Error,
        "file listed twice",
        "One file reaches the compiler twice, so nothing is generated for it. The Arch items of a project already hold all its .arch files: use `<Arch Update=…>` to set metadata, and no `<AdditionalFiles>` for the same file.");

    private static readonly DiagnosticDescriptor UnreadableFileDescriptor = new(
        "ARCH0908",
        DiagnosticSeverity.Error,
        "unreadable file",
        "The text of the file could not be read: it is gone, locked, or not text.");

    private static readonly DiagnosticDescriptor CrashDescriptor = new(
        "ARCH0999",
        DiagnosticSeverity.Error,
        "the ArchDsl compiler failed",
        "The compiler itself failed on this file; other files are not touched by it. This is a bug of ArchDsl: please report it with the file.");

    /// <summary>Every descriptor of this group, by code.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        UnknownTargetDescriptor,
        MissingReferenceDescriptor,
        UnavailableTargetDescriptor,
        InvalidNamespaceDescriptor,
        DuplicateClassDescriptor,
        OldLanguageDescriptor,
        ListedTwiceDescriptor,
        UnreadableFileDescriptor,
        CrashDescriptor,
    ];

    public static Diagnostic UnknownTarget(SourceLocation location, string value, IReadOnlyList<string> known) =>
        UnknownTargetDescriptor.At(
            location,
            $"unknown target `{value}` in the item's `Emit`; there are {string.Join(", ", known)}",
            Spelling.Suggest(value, known));

    public static Diagnostic MissingReference(SourceLocation location, string target, string assembly) =>
        MissingReferenceDescriptor.At(
            location,
            $"`Emit` asks for {target}, but the project does not reference {assembly}",
            $"add a reference to {assembly}, or take {target} out of `Emit`");

    public static Diagnostic UnavailableTarget(SourceLocation location, string target, string reason) =>
        UnavailableTargetDescriptor.At(location, $"`Emit` asks for {target}, but {reason}");

    public static Diagnostic InvalidNamespace(SourceLocation location, string value) =>
        InvalidNamespaceDescriptor.At(location, $"`{value}` in the item's `Namespace` is not a C# namespace");

    public static Diagnostic DuplicateClass(SourceLocation location, string className, string @namespace, SourceLocation first) =>
        DuplicateClassDescriptor.At(
            location,
            $"class `{className}` is already generated in {(@namespace.Length == 0 ? "the global namespace" : $"namespace `{@namespace}`")}",
            "rename one arch, or set `Namespace` on one of the Arch items",
            new RelatedLocation(first, "the first is here"));

    public static Diagnostic OldLanguage(SourceLocation location, string found, string needed) =>
        OldLanguageDescriptor.At(
            location,
            $"the generated code needs C# {needed}, but the project is compiled as C# {found}",
            "set `<LangVersion>latest</LangVersion>` in the project");

    public static Diagnostic ListedTwice(SourceLocation location, string path) =>
        ListedTwiceDescriptor.At(
            location,
            $"`{path}` is listed twice in the project, so nothing is generated for it",
            "use `<Arch Update=…>` in place of `<Arch Include=…>` or `<AdditionalFiles Include=…>`");

    public static Diagnostic UnreadableFile(SourceLocation location, string path) =>
        UnreadableFileDescriptor.At(location, $"`{path}` cannot be read");

    public static Diagnostic Crash(SourceLocation location, string doing, Exception exception) =>
        CrashDescriptor.At(
            location,
            $"the ArchDsl compiler failed while {doing}: {exception.GetType().Name}: {OneLine(exception.Message)}",
            "this is a bug of ArchDsl: please report it with the file");

    private static string OneLine(string text) => text.Replace("\r", "").Replace('\n', ' ');
}
