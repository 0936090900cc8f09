using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>
/// Names classes after what they stand for: <c>osa_block</c>, <c>c3_stage</c>, <c>conv_layer</c>; where one definition gives
/// several, a letter follows.
/// </summary>
internal static class ClassNames
{
    public static void Assign(IReadOnlyList<ModuleClass> classes)
    {
        foreach (IGrouping<string, ModuleClass> same in classes.GroupBy(BaseName))
        {
            ModuleClass[] variants = same.ToArray();
            for (int i = 0; i < variants.Length; i++)
            {
                variants[i].Name = i == 0 ? same.Key : $"{same.Key}_{Letters(i)}";
            }
        }
    }

    private static string BaseName(ModuleClass moduleClass) => moduleClass.Scope.Kind switch
    {
        ScopeKind.Network => moduleClass.Scope.Definition,
        ScopeKind.Stage when moduleClass.Instances.Count == 1 => moduleClass.Scope.Name + "_stage",
        ScopeKind.Stage => "stage",
        ScopeKind.Head => "head_stage",
        ScopeKind.Block => moduleClass.Scope.Definition + "_block",
        ScopeKind.Body => moduleClass.Scope.Definition + "_body",
        ScopeKind.Group => moduleClass.Scope.Definition + "_group",
        _ => moduleClass.Scope.Definition + "_layer",
    };

    // 1 is B, 25 is Z, 26 is AA: the first variant has no letter.
    private static string Letters(int index)
    {
        string letters = "";
        for (int i = index; i >= 0; i = (i / 26) - 1)
        {
            letters = (char)('A' + (i % 26)) + letters;
        }

        return letters;
    }
}
