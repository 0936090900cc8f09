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
            string[] names = ByFlags(variants) ?? ByContent(variants) ?? variants.Select((_, i) => i == 0 ? same.Key : $"{same.Key}_{Letters(i)}").ToArray();
            for (int i = 0; i < variants.Length; i++)
            {
                variants[i].Name = names[i];
            }
        }
    }

    private static string BaseName(ModuleClass moduleClass) => moduleClass.Scope.Kind switch
    {
        ScopeKind.Network => moduleClass.Scope.Definition,
        ScopeKind.Stage when moduleClass.Instances.Count == 1 => moduleClass.Scope.Name + "_stage",
        ScopeKind.Stage => "stage",
        ScopeKind.Head => "head_stage",
        ScopeKind.Block => moduleClass.Scope.Definition + BlockSuffix(moduleClass.Scope.Definition),
        ScopeKind.Body => $"{moduleClass.Scope.Parent!.Definition}_{moduleClass.Scope.Definition}{(moduleClass.Scope.Definition == "body" ? "" : "_body")}",
        ScopeKind.Group => moduleClass.Scope.Definition + "_group",
        _ => moduleClass.Scope.Definition + "_layer",
    };

    /// <summary>Names that say which of the block's switches are on, where those tell the variants apart: <c>osa_identity_block</c>.</summary>
    private static string[]? ByFlags(ModuleClass[] variants)
    {
        if (variants.Length == 1 || variants[0].Scope.Kind != ScopeKind.Block)
        {
            return null;
        }

        string[] names = variants.Select(v => string.Join("_", new[] { v.Scope.Definition }.Concat(Flags(v))) + BlockSuffix(v.Scope.Definition)).ToArray();
        return names.Distinct().Count() == names.Length ? names : null;
    }

    /// <summary>Names that say what a small layer is made of: <c>conv_norm_relu_layer</c>.</summary>
    private static string[]? ByContent(ModuleClass[] variants)
    {
        if (variants.Length == 1 || variants[0].Scope.Kind != ScopeKind.Layer || variants.Any(v => v.Steps.Count > 3 || v.Steps.Any(s => s.Node is null)))
        {
            return null;
        }

        string[] names = variants.Select(v => string.Join("_", v.Steps.Select(s => Word(s.Node!.Operation)).Concat(["layer"]))).ToArray();
        return names.Distinct().Count() == names.Length ? names : null;
    }

    private static string Word(Operation operation) => operation switch
    {
        ActivationOperation act => act.Activation.Kind.ToString().ToLowerInvariant(),
        BatchNormOperation or GroupNormOperation => "norm",
        Conv2dOperation { IsDepthwise: true } => "depthwise_conv",
        _ => operation.Name,
    };

    private static string BlockSuffix(string definition) => definition.EndsWith("block", StringComparison.OrdinalIgnoreCase) ? "" : "_block";

    private static IEnumerable<string> Flags(ModuleClass variant) => variant.Scope.Arguments.Select(a => a.Name)
        .Where(name => variant.Instances.All(i => i.Scope.Arguments.Any(a => a.Name == name && a.Text == "true")));

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
