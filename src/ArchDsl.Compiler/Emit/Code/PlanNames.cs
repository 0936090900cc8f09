using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>The C# names of a plan: one field a kernel, one parameter for each input, output and runtime parameter.</summary>
internal sealed class PlanNames
{
    private readonly Dictionary<PlanStep, (string Field, string Path)> _steps = [];
    private readonly Dictionary<string, string> _parameters = [];

    public PlanNames(FusedPlan plan, string suffix, params string[] reserved)
    {
        Network network = plan.Network;
        Class = CSharpNames.TypeName(network.Name + suffix);
        var fields = new NamePool([]);
        var locals = new NamePool([.. reserved]);
        foreach (RuntimeParameter parameter in network.RuntimeParameters)
        {
            _parameters[parameter.Name] = locals.Take(CSharpNames.Local(parameter.Name));
            fields.Take("_" + _parameters[parameter.Name].TrimStart('@'));
        }

        Inputs = network.Inputs.Select(i => locals.Take(CSharpNames.Local(((InputOperation)i.Operation).InputName))).ToArray();
        Outputs = network.Outputs.Select(o => locals.Take(CSharpNames.Local(o.Name))).ToArray();
        Dictionary<Scope, int> counts = plan.Steps.GroupBy(s => s.Node.Scope).ToDictionary(g => g.Key, g => g.Count());
        foreach (PlanStep step in plan.Steps)
        {
            string path = Path(step, counts[step.Node.Scope] == 1);
            _steps[step] = (fields.Take("_" + Identifiers.Camel(path)), path);
        }
    }

    public string Class { get; }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The field that holds a step's kernel.</summary>
    public string this[PlanStep step] => _steps[step].Field;

    /// <summary>The parameter of the constructor for a runtime parameter.</summary>
    public string Parameter(string name) => _parameters[name];

    /// <summary>The field that keeps a runtime parameter.</summary>
    public string Field(string name) => "_" + _parameters[name].TrimStart('@');

    /// <summary>A local for each input and output, by its own name: <c>deviceImage</c> for <c>image</c>, or another where that is taken.</summary>
    public Dictionary<string, string> Derived(string prefix)
    {
        string[] own = [.. Inputs, .. Outputs];
        var pool = new NamePool(own);
        return own.ToDictionary(n => n, n => pool.Take(prefix + Identifiers.Pascal(n)), StringComparer.Ordinal);
    }

    /// <summary>What a step is called: its layer, where it is the only step of that layer, else its module.</summary>
    public string PathOf(PlanStep step) => _steps[step].Path;

    private static string Path(PlanStep step, bool isOnlyOfScope)
    {
        Scope scope = step.Node.Scope;
        bool isOnly = scope.Kind == ScopeKind.Layer && isOnlyOfScope;
        string path = isOnly || step.Node.LocalName.Length == 0 ? scope.Path : step.Node.ModulePath;
        string named = path.Length == 0 ? step.Kind : path;
        return step is AffineStep { Norm: null, Activation: null } or { Node.Operation: ConcatOperation } ? named + ".copy"
            : step.Node.LocalName.Length == 0 && !isOnly ? named + "." + step.Kind
            : named;
    }
}
