using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Turns the arches of a file into networks and its spaces into design spaces.</summary>
internal sealed class Binder(SourceFile file, DiagnosticBag diagnostics, CompilerOptions options)
{
    private const int MaxCopies = 100;

    private readonly HashSet<Declaration> _inCircle = [];

    public (IReadOnlyList<Network> Networks, IReadOnlyList<DesignSpace> Spaces) Bind()
    {
        NameChecker.Check(file, diagnostics);
        return (BindArches(), BindSpaces());
    }

    private IReadOnlyList<DesignSpace> BindSpaces() => file.Declarations
        .Where(d => d.Syntax is SpaceSyntax && options.Arch is null)
        .Select(d => ResolveChain(d) is { } chain && !chain.Any(c => c.IsHeaderBroken) ? SpaceBinder.Bind(chain, diagnostics, options) : null)
        .OfType<DesignSpace>()
        .ToArray();

    private IReadOnlyList<Network> BindArches()
    {
        var networks = new List<Network>();
        foreach (Declaration declaration in file.Declarations.Where(d => d.Syntax is ArchSyntax && (options.Arch is null || d.Name == options.Arch)))
        {
            if (ResolveChain(declaration) is not { } chain || chain.Any(d => d.IsHeaderBroken))
            {
                continue;
            }

            bool isBroken = chain.Any(d => d.IsBroken);
            var findings = new DiagnosticBag();
            Elaborator.Result? result = Elaborator.Elaborate(chain, findings, options);
            var said = new HashSet<string>(StringComparer.Ordinal);
            diagnostics.AddRange(findings.ToSorted().Where(d => (!isBroken || StandsAlone(d)) && (!IsHandedOn(d) || said.Add(d.Message))));
            if (!isBroken && result is { Network: { } network } && !findings.HasErrors)
            {
                networks.Add(network);
            }
        }

        return networks;
    }

    // A wrong number that came in by a name is wrong wherever the name is used: once is enough. A literal is a slip of its own.
    private bool IsHandedOn(Diagnostic diagnostic)
    {
        if (diagnostic.Code is not ("ARCH0302" or "ARCH0303"))
        {
            return false;
        }

        string text = diagnostic.Location.Path == file.Source.Path ? file.Source.Text.Substring(diagnostic.Location.Span.Start, diagnostic.Location.Span.Length) : "name";
        return text.Where((sign, i) => (char.IsLetter(sign) || sign == '_') && (i == 0 || !char.IsLetterOrDigit(text[i - 1]))).Any();
    }

    // Where the parser had to repair an arch, names, places and figures may follow from that; values and shapes that meet do not.
    private static bool StandsAlone(Diagnostic diagnostic) =>
        string.CompareOrdinal(diagnostic.Code, "ARCH0301") >= 0 && string.CompareOrdinal(diagnostic.Code, "ARCH0406") <= 0 && diagnostic.Code != "ARCH0310";

    // The arch or space, what it is a copy of, and so on up to the arch with a body of layers.
    private List<Declaration>? ResolveChain(Declaration declaration)
    {
        var chain = new List<Declaration> { declaration };
        while (chain[chain.Count - 1].Original is { } original)
        {
            Declaration copy = chain[chain.Count - 1];
            if (original.ContainsErrors)
            {
                return null;
            }

            SourceLocation at = copy.File.LocationOf(original.Name);
            IReadOnlyList<Declaration> found = copy.File.Symbols.Find(original.Name.Text);
            if (found.Count != 1 || !CanBeOriginal(copy, found[0]))
            {
                ReportOriginal(copy, original.Name.Text, found, at);
                return null;
            }

            if (chain.Contains(found[0]))
            {
                // One circle is one error, whichever of its arches comes first.
                if (!chain.Any(_inCircle.Contains))
                {
                    diagnostics.Add(LimitErrors.CopyCircle(at, chain.SkipWhile(d => d != found[0]).Append(found[0]).Select(d => d.Name)));
                }

                _inCircle.UnionWith(chain);
                return null;
            }

            if (chain.Count > MaxCopies)
            {
                diagnostics.Add(LimitErrors.Recursion(at, found[0].Name, MaxCopies));
                return null;
            }

            chain.Add(found[0]);
        }

        return chain;
    }

    // A copy is made of an arch; a space of an arch, or of a space that it narrows.
    private static bool CanBeOriginal(Declaration copy, Declaration original) =>
        original.Syntax is ArchSyntax || (copy.Syntax is SpaceSyntax && original.Syntax is SpaceSyntax);

    private void ReportOriginal(Declaration copy, string name, IReadOnlyList<Declaration> found, SourceLocation at)
    {
        if (found.Count > 1)
        {
            diagnostics.Add(NameErrors.Ambiguous(at, name, found.Select(d => d.Location)));
        }
        else if (found.Count == 1)
        {
            diagnostics.Add(NameErrors.WrongKind(at, name, found[0].KindName, copy.Syntax is SpaceSyntax ? "an arch or a space" : "an arch"));
        }
        else
        {
            IEnumerable<string> known = copy.File.Symbols.All.Where(d => d != copy && CanBeOriginal(copy, d)).Select(d => d.Name);
            diagnostics.AddUnknown(NameErrors.UnknownArch(at, name, known), copy.File.LacksImports);
        }
    }
}
