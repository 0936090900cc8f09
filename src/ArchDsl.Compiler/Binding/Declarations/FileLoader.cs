using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Parses a file and what it imports, and fills their symbol tables.</summary>
internal sealed class FileLoader(ImportResolver? resolve, DiagnosticBag diagnostics)
{
    private const int MaxFiles = 1000;

    private readonly Dictionary<string, SourceFile> _files = new(StringComparer.Ordinal);
    private readonly List<SourceFile> _loading = [];

    public SourceFile Load(SourceText source)
    {
        ParseResult parsed = Parser.Parse(source);
        diagnostics.AddRange(parsed.Diagnostics);
        var file = new SourceFile(source, parsed.Root)
        {
            ErrorPositions = parsed.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location.Span.Start).ToArray(),
        };
        _files.Add(source.Path, file);
        _loading.Add(file);
        foreach (MemberSyntax member in parsed.Root.Members)
        {
            switch (member)
            {
                case ImportSyntax import:
                    Import(file, import);
                    break;
                case DeclarationSyntax declaration when !declaration.Name.IsMissing:
                    Declare(file, new Declaration(declaration, file));
                    break;
                case DeclarationSyntax:
                    // Nobody knows what it declares, as with an import that is not there.
                    file.LacksImports = true;
                    break;
            }
        }

        _loading.RemoveAt(_loading.Count - 1);
        return file;
    }

    private void Declare(SourceFile file, Declaration declaration)
    {
        string name = declaration.Name;
        if (Builtins.IsReserved(name))
        {
            diagnostics.Add(NameErrors.Reserved(declaration.Location, name));
        }
        else if (declaration.Syntax is BlockSyntax && Builtins.Find(name) is not null)
        {
            diagnostics.Add(NameErrors.HidesBuiltin(declaration.Location, name));
        }

        file.Declarations.Add(declaration);
        if (file.Symbols.Declare(declaration) is { } earlier)
        {
            diagnostics.Add(NameErrors.DeclaredTwice(declaration.Location, name, earlier.KindName, earlier.Location));
        }
    }

    private void Import(SourceFile file, ImportSyntax import)
    {
        if (import.Path.IsMissing)
        {
            file.LacksImports = true;
            return;
        }

        string path = import.Path.Text.Trim('"');
        SourceLocation at = file.LocationOf(import.Path);
        SourceText? source = path.StartsWith(StandardLibrary.Prefix, StringComparison.Ordinal)
            ? StandardLibrary.Find(path)
            : resolve?.Invoke(file.Source, path);
        if (source is null)
        {
            diagnostics.Add(NameErrors.ImportNotFound(at, path, StandardLibrary.Paths));
            file.LacksImports = true;
            return;
        }

        SourceFile? open = _loading.FirstOrDefault(f => f.Source.Path == source.Path);
        if (open is not null)
        {
            diagnostics.Add(NameErrors.ImportCycle(at, _loading.SkipWhile(f => f != open).Select(f => f.Source.Path).Append(source.Path)));
            file.LacksImports = true;
            return;
        }

        if (!_files.TryGetValue(source.Path, out SourceFile? imported))
        {
            if (_files.Count >= MaxFiles || _loading.Count >= 100)
            {
                diagnostics.Add(LimitErrors.TooManyImports(at, MaxFiles));
                file.LacksImports = true;
                return;
            }

            imported = Load(source);
        }

        file.LacksImports |= imported.LacksImports;
        file.Symbols.Import(imported.Symbols);
    }
}
