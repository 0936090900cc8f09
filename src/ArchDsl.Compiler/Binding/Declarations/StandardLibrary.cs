using System.Reflection;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>The <c>std/…</c> files that ship inside the compiler.</summary>
internal static class StandardLibrary
{
    public const string Prefix = "std/";

    public static IEnumerable<string> Paths => typeof(StandardLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name.Replace('\\', '/'))
        .OrderBy(name => name, StringComparer.Ordinal);

    public static SourceText? Find(string path)
    {
        Assembly assembly = typeof(StandardLibrary).Assembly;
        string? name = assembly.GetManifestResourceNames().FirstOrDefault(n => n.Replace('\\', '/') == path);
        if (name is null)
        {
            return null;
        }

        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new SourceText(path, reader.ReadToEnd());
    }
}
