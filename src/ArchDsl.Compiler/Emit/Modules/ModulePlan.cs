using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>The classes that a network is written in, each before those that use it; the last is the network's own.</summary>
internal sealed class ModulePlan
{
    private ModulePlan(Network network, IReadOnlyList<ModuleClass> classes)
    {
        Network = network;
        Classes = classes;
    }

    public Network Network { get; }

    public IReadOnlyList<ModuleClass> Classes { get; }

    /// <summary>The class of the whole network.</summary>
    public ModuleClass Root => Classes[Classes.Count - 1];

    /// <summary>The classes but the network's own.</summary>
    public IEnumerable<ModuleClass> Parts => Classes.Take(Classes.Count - 1);

    /// <summary>The stages without the head, with where the root class finds the tensor each ends in.</summary>
    public IReadOnlyList<(string Name, ValueRef Value, Node Node)> Features => Network.Stages
        .Where(stage => !Root.Scope.Scopes.Any(s => s.Kind == ScopeKind.Head && s.Name == stage.Name))
        .Select(stage => (stage.Name, Root.First.Values[stage.Node], stage.Node))
        .ToArray();

    public static ModulePlan Of(Network network)
    {
        IReadOnlyList<ModuleClass> classes = new ScopeWalk(network).Run();
        foreach (ModuleClass moduleClass in classes)
        {
            new ParameterPlanner(moduleClass).Run();
        }

        ClassNames.Assign(classes);
        return new ModulePlan(network, classes);
    }
}
