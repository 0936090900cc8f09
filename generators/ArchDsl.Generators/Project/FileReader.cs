using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ArchDsl.Generators.Project;

/// <summary>Takes from the host what it knows of a .arch file.</summary>
internal static class FileReader
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    public static bool IsArch(AdditionalText file) =>
        file.Path.EndsWith(".arch", StringComparison.OrdinalIgnoreCase);

    public static ArchFile Read(AdditionalText file, AnalyzerConfigOptions item, ProjectOptions project, CancellationToken cancellation)
    {
        string? text = file.GetText(cancellation)?.ToString();
        string path = Paths.Relative(project.Directory, file.Path);
        string link = item.Text(Metadata + "ArchLink");
        return new ArchFile(
            file.Path,
            new SourceText(path, text ?? ""),
            link.Length == 0 ? path : Paths.Normalize(link),
            text is not null,
            item.Text(Metadata + "ArchEmit"),
            item.Text(Metadata + "ArchNamespace"));
    }
}
