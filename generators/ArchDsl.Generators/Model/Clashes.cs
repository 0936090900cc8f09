using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Compiling;

namespace ArchDsl.Generators.Model;

/// <summary>Generated files that must not be, for another has their class, and what to say about it.</summary>
internal sealed record Clashes(EquatableArray<string> Hints, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>Finds classes of one name in one namespace: the first network in the order of paths stays, the other is not generated at all.</summary>
    public static Clashes Among(IEnumerable<GeneratedClass> classes)
    {
        var taken = new Dictionary<(string Namespace, string Name), GeneratedClass>();
        var hints = new List<string>();
        var diagnostics = new List<Diagnostic>();
        IEnumerable<GeneratedClass[]> networks = classes
            .GroupBy(c => c.Network)
            .OrderBy(n => n.Key.Path, StringComparer.Ordinal)
            .ThenBy(n => n.Key.Span.Start)
            .Select(n => n.ToArray());
        foreach (GeneratedClass[] network in networks)
        {
            GeneratedClass? clash = network.FirstOrDefault(c => taken.ContainsKey((c.Namespace, c.Name)));
            if (clash is null)
            {
                foreach (GeneratedClass added in network)
                {
                    taken[(added.Namespace, added.Name)] = added;
                }

                continue;
            }

            SourceLocation first = taken[(clash.Namespace, clash.Name)].Network;
            hints.AddRange(network.Select(c => c.Hint));
            diagnostics.Add(Messages.Flatten(
                HostErrors.DuplicateClass(clash.Network, clash.Name, clash.Namespace, first),
                location => location with { Path = clash.FullPath }));
        }

        return new Clashes(hints.ToEquatableArray(), diagnostics.ToEquatableArray());
    }
}
