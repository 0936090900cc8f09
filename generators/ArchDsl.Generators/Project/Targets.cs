using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Model;

namespace ArchDsl.Generators.Project;

/// <summary>Decides what a file is generated as: what the item says, else what the project references.</summary>
internal static class Targets
{
    private const string None = nameof(None);

    private static readonly char[] Separators = [';', ','];

    public static IReadOnlyList<EmitTarget> Choose(ArchFile file, Engines engines, IReadOnlyList<EmitTarget> available, List<Diagnostic> diagnostics)
    {
        string[] names = file.Emit.Split(Separators).Select(n => n.Trim()).Where(n => n.Length > 0).ToArray();
        IEnumerable<EmitTarget> chosen = names.Length == 0
            ? Default(engines).Where(available.Contains)
            : Listed(names, file.Start, engines, available, diagnostics);
        return chosen.Distinct().OrderBy(t => t).ToArray();
    }

    private static IEnumerable<EmitTarget> Default(Engines engines)
    {
        yield return EmitTarget.Info;
        if (!engines.Runtime)
        {
            yield break;
        }

        yield return EmitTarget.Cpu;
        if (engines.TorchSharp)
        {
            yield return EmitTarget.TorchSharp;
        }

        if (engines.Ilgpu)
        {
            yield return EmitTarget.Ilgpu;
        }
    }

    private static List<EmitTarget> Listed(
        IEnumerable<string> names,
        SourceLocation location,
        Engines engines,
        IReadOnlyList<EmitTarget> available,
        List<Diagnostic> diagnostics)
    {
        var targets = new List<EmitTarget>();
        foreach (string name in names)
        {
            if (string.Equals(name, None, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!TryParse(name, out EmitTarget target))
            {
                diagnostics.Add(HostErrors.UnknownTarget(location, name, Names(available)));
            }
            else if (target == EmitTarget.PyTorch)
            {
                diagnostics.Add(HostErrors.UnavailableTarget(location, name, "a build generates C#; `archdsl export --to pytorch` writes the Python module"));
            }
            else if (!available.Contains(target))
            {
                diagnostics.Add(HostErrors.UnavailableTarget(location, name, "this version of ArchDsl cannot generate it"));
            }
            else if (MissingReference(target, engines) is { } assembly)
            {
                diagnostics.Add(HostErrors.MissingReference(location, target.ToString(), assembly));
            }
            else
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    // Enum.TryParse also takes numbers and lists.
    private static bool TryParse(string name, out EmitTarget target)
    {
        foreach (EmitTarget candidate in Enum.GetValues(typeof(EmitTarget)))
        {
            if (string.Equals(candidate.ToString(), name, StringComparison.OrdinalIgnoreCase))
            {
                target = candidate;
                return true;
            }
        }

        target = default;
        return false;
    }

    private static string[] Names(IEnumerable<EmitTarget> available) =>
        available.Where(t => t != EmitTarget.PyTorch).Select(t => t.ToString()).Append(None).ToArray();

    private static string? MissingReference(EmitTarget target, Engines engines) => target switch
    {
        EmitTarget.TorchSharp when !engines.TorchSharp => Engines.TorchSharpAssembly,
        EmitTarget.Ilgpu when !engines.Ilgpu => Engines.IlgpuAssembly,
        EmitTarget.TorchSharp or EmitTarget.Cpu or EmitTarget.Ilgpu when !engines.Runtime => Engines.RuntimeAssembly,
        _ => null,
    };
}
