using System.Collections.Concurrent;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>A block, arch, space or fn with the file whose names its body sees.</summary>
internal sealed class Declaration(DeclarationSyntax syntax, SourceFile file)
{
    public DeclarationSyntax Syntax { get; } = syntax;

    public SourceFile File { get; } = file;

    public string Name => Syntax.Name.Text;

    public SourceLocation Location => File.LocationOf(Syntax.Name);

    /// <summary>Whether the parser had to repair it: its errors are reported already, so none may follow from it.</summary>
    public bool IsBroken => Syntax.ContainsErrors || File.HasErrorWithin(Syntax.Span.Start, Syntax.Span.End);

    /// <summary>Whether what stands before its body is repaired: nobody knows its parameters then.</summary>
    public bool IsHeaderBroken => IsBroken && (Body is null || File.HasErrorWithin(Syntax.Span.Start, Body.Span.Start));

    private BodySyntax? Body => Syntax.Children.OfType<BodySyntax>().FirstOrDefault();

    /// <summary>Of a copy or a space, what it is made of.</summary>
    public CallSyntax? Original => Syntax switch
    {
        ArchSyntax arch => arch.Original,
        SpaceSyntax space => space.Original,
        _ => null,
    };

    public string? Documentation => Syntax.Documentation.Count == 0 ? null : string.Join("\n", Syntax.Documentation);

    /// <summary>Its parameters, read once; see <see cref="Signatures.Of"/>.</summary>
    public Signature? Signature { get; set; }

    public string KindName => Syntax switch
    {
        BlockSyntax => "block",
        ArchSyntax => "arch",
        SpaceSyntax => "space",
        _ => "fn",
    };
}

/// <summary>A parsed file and the names that its text can use.</summary>
internal sealed class SourceFile(SourceText source, FileSyntax root)
{
    private readonly ConcurrentDictionary<SyntaxElement, SourceLocation> _locations = new();

    public SourceText Source { get; } = source;

    public FileSyntax Root { get; } = root;

    /// <summary>Its own names, then those that imports bring.</summary>
    public SymbolTable Symbols { get; } = new();

    /// <summary>Where the parser reported errors, in order.</summary>
    public IReadOnlyList<int> ErrorPositions { get; init; } = [];

    /// <summary>Its declarations in the order of the text.</summary>
    public List<Declaration> Declarations { get; } = [];

    /// <summary>Whether an import could not be had: an unknown name may come from there, so none is reported.</summary>
    public bool LacksImports { get; set; }

    /// <summary>Whether the parser reported an error between two places, both included.</summary>
    public bool HasErrorWithin(int start, int end) => ErrorPositions.Count > 0 && ErrorPositions.Any(p => p >= start && p <= end);

    /// <summary>Whether a statement of a body, or what was skipped behind it, has an error.</summary>
    public bool IsBroken(BodySyntax body, int index)
    {
        StatementSyntax statement = body.Statements[index];
        int end = index + 1 < body.Statements.Count ? body.Statements[index + 1].Span.Start - 1 : body.Span.End;
        return statement.ContainsErrors || HasErrorWithin(statement.Span.Start, end);
    }

    /// <summary>The values of its numbers and sizes, once computed.</summary>
    public ConcurrentDictionary<LiteralSyntax, Value> Literals { get; } = new();

    /// <summary>Where an element stands. Loops and blocks ask for the same places again and again, from several threads where a space is sampled.</summary>
    public SourceLocation LocationOf(SyntaxElement element)
    {
        if (!_locations.TryGetValue(element, out SourceLocation? location))
        {
            _locations[element] = location = Source.GetLocation(element.Span);
        }

        return location;
    }

    /// <summary>What an element is written as, without the blanks and comments around it.</summary>
    public string TextOf(SyntaxElement element) => Source.Text.Substring(element.Span.Start, element.Span.Length);
}

/// <summary>Names to declarations. A file's own names hide imported ones.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, Declaration[]> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Declaration>> _imported = new(StringComparer.Ordinal);

    public IEnumerable<Declaration> All => _own.Values.Select(own => own[0]).Concat(_imported.Where(p => !_own.ContainsKey(p.Key)).Select(p => p.Value[0]));

    /// <summary>The declaration that took the name first, or null where it was free.</summary>
    public Declaration? Declare(Declaration declaration)
    {
        if (_own.TryGetValue(declaration.Name, out Declaration[]? earlier))
        {
            return earlier[0];
        }

        _own.Add(declaration.Name, [declaration]);
        return null;
    }

    public void Import(SymbolTable other)
    {
        foreach (Declaration declaration in other.All)
        {
            if (!_imported.TryGetValue(declaration.Name, out List<Declaration>? list))
            {
                _imported.Add(declaration.Name, list = []);
            }

            if (!list.Contains(declaration))
            {
                list.Add(declaration);
            }
        }
    }

    /// <summary>What the name means here: none, one, or the several that imports bring.</summary>
    public IReadOnlyList<Declaration> Find(string name) => _own.TryGetValue(name, out Declaration[]? own)
        ? own
        : _imported.TryGetValue(name, out List<Declaration>? imported) ? imported : [];
}
