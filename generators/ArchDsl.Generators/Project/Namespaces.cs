using System.Text;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Generators.Project;

/// <summary>Decides the namespace of a file's classes: what the item says, else the root namespace and the folders.</summary>
internal static class Namespaces
{
    /// <returns>The namespace; empty for the global one.</returns>
    public static string Of(ArchFile file, ProjectOptions project, List<Diagnostic> diagnostics)
    {
        if (file.Namespace.Length > 0)
        {
            if (file.Namespace.Split('.').All(IsIdentifier))
            {
                return file.Namespace;
            }

            diagnostics.Add(HostErrors.InvalidNamespace(file.Start, file.Namespace));
        }

        IEnumerable<string> root = project.RootNamespace.Split('.');
        string[] path = file.LogicalPath.Split('/');
        bool isOutside = path[0] == ".." || Paths.IsRooted(file.LogicalPath);
        IEnumerable<string> folders = isOutside ? [] : path.Take(path.Length - 1);
        return string.Join(".", root.Concat(folders).Where(s => s.Length > 0).Select(ToIdentifier));
    }

    private static bool IsIdentifier(string name) =>
        name.StartsWith("@", StringComparison.Ordinal)
            ? SyntaxFacts.IsValidIdentifier(name.Substring(1))
            : SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    private static string ToIdentifier(string folder)
    {
        var name = new StringBuilder(folder.Length + 1);
        foreach (char c in folder)
        {
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        }

        if (!SyntaxFacts.IsIdentifierStartCharacter(name[0]) || SyntaxFacts.GetKeywordKind(name.ToString()) != SyntaxKind.None)
        {
            name.Insert(0, '_');
        }

        return name.ToString();
    }
}
