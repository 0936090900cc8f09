using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Project;

namespace ArchDsl.Generators.Model;

/// <summary>All .arch files of the project, to look imports up in and to give each a name of its own. Compared by its files.</summary>
internal sealed class Library : IEquatable<Library>
{
    // Imports below this come from the compiler itself.
    private const string StandardLibrary = "std/";

    private readonly EquatableArray<ImportingFile> _files;
    private readonly Dictionary<string, ImportingFile> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _listedTwice = new(StringComparer.Ordinal);

    public Library(EquatableArray<ImportingFile> files)
    {
        _files = files;
        foreach (ImportingFile file in files)
        {
            if (_byPath.ContainsKey(file.File.Source.Path))
            {
                _listedTwice.Add(file.File.Source.Path);
            }
            else
            {
                _byPath.Add(file.File.Source.Path, file);
            }
        }

        // Hosts compare the names of generated files without case, and two paths may differ in letters a hint cannot have.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ArchFile file in _byPath.Values.Select(f => f.File).OrderBy(f => f.Source.Path, StringComparer.Ordinal))
        {
            _hints.Add(file.Source.Path, Unique(Paths.ToHint(file.LogicalPath), taken));
        }
    }

    /// <summary>A file with everything that compiling it depends on.</summary>
    public ArchUnit UnitOf(ImportingFile file)
    {
        var imports = new List<ResolvedImport>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { file.File.Source.Path };
        var pending = new Queue<ImportingFile>([file]);
        while (pending.Count > 0)
        {
            ImportingFile importer = pending.Dequeue();
            foreach (string import in importer.Imports.Distinct().Where(i => !i.StartsWith(StandardLibrary, StringComparison.Ordinal)))
            {
                if (!_byPath.TryGetValue(Paths.FromFile(importer.File.Source.Path, import), out ImportingFile? imported))
                {
                    continue;
                }

                imports.Add(new ResolvedImport(importer.File.Source.Path, import, imported.File.Source, imported.File.FullPath));
                if (seen.Add(imported.File.Source.Path))
                {
                    pending.Enqueue(imported);
                }
            }
        }

        string path = file.File.Source.Path;
        return new ArchUnit(file.File, _hints[path], _listedTwice.Contains(path), imports.ToEquatableArray());
    }

    /// <summary>The name, with a number behind it where it is taken.</summary>
    public static string Unique(string name, ISet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }

    public bool Equals(Library? other) => other is not null && _files == other._files;

    public override bool Equals(object? obj) => Equals(obj as Library);

    public override int GetHashCode() => _files.GetHashCode();
}
