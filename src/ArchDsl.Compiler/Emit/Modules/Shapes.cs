using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>Where a matrix meets operations on maps.</summary>
internal static class Shapes
{
    /// <summary>Whether an operation wants N×C×H×W and so an N×C matrix has to become N×C×1×1 first.</summary>
    public static bool NeedsMap(Node node) => node.Operation switch
    {
        ActivationOperation or DropoutOperation or DropPathOperation or LinearOperation => false,
        ElementwiseOperation => !node.IsFlat,
        _ => true,
    };

    /// <summary>What comes out, for documentation: <c>N×64×28×28</c> or <c>N×10</c>.</summary>
    public static string Describe(Node node)
    {
        string channels = node.RuntimeWidth is null ? Numbers.Whole(node.Shape.Channels) : node.RuntimeWidth.ToText(name => name).Replace(" ", "");
        return node.IsFlat ? $"N×{channels}" : $"N×{channels}×{Numbers.Whole(node.Shape.Height)}×{Numbers.Whole(node.Shape.Width)}";
    }

    /// <summary>
    /// Whether an activation may overwrite what it reads: nobody else reads it and the operation that made it does not
    /// need its own result to compute gradients.
    /// </summary>
    public static bool MayOverwrite(ModuleClass moduleClass, ModuleStep step, LocalNames names)
    {
        ValueRef input = step.Inputs[0];
        return step.Node!.Operation is ActivationOperation { Activation.Kind: ActivationKind.Relu or ActivationKind.Relu6 }
            && input.Step >= 0
            && names.IsReadOnce(input)
            && moduleClass.Steps[input.Step].Node?.Operation is Conv2dOperation or BatchNormOperation or GroupNormOperation or LinearOperation or ElementwiseOperation { Kind: JoinKind.Add };
    }
}
