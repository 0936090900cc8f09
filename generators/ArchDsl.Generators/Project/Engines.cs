using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Generators.Project;

/// <summary>What of the compilation decides what is generated; nothing else of it is kept.</summary>
internal sealed record Engines(bool Runtime, bool TorchSharp, bool Ilgpu, LanguageVersion Language)
{
    public const string RuntimeAssembly = "ArchDsl.Runtime";
    public const string TorchSharpAssembly = "TorchSharp";
    public const string IlgpuAssembly = "ILGPU";

    public static Engines From(Microsoft.CodeAnalysis.Compilation compilation)
    {
        var references = new HashSet<string>(
            compilation.ReferencedAssemblyNames.Select(name => name.Name),
            StringComparer.OrdinalIgnoreCase);
        LanguageVersion language = (compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.Default;
        return new Engines(
            references.Contains(RuntimeAssembly),
            references.Contains(TorchSharpAssembly),
            references.Contains(IlgpuAssembly),
            language);
    }
}
