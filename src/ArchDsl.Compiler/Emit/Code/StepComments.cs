using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>The comment above a step of the generated program: its layer, what is fused into it, shapes.</summary>
internal sealed class StepComments
{
    private readonly PlanNames _names;

    public StepComments(PlanNames names) => _names = names;

    public string Of(PlanStep step)
    {
        var parts = new List<string>();
        switch (step)
        {
            case ConvolutionStep convolution:
                Convolution(convolution, parts);
                break;
            case LinearStep linear:
                parts.Add("linear");
                Norm(parts, linear.Weights.Norm);
                Activation(parts, linear.Activation);
                break;
            case PoolStep pool:
                Input(parts, pool.InputNorm, pool.InputActivation);
                parts.Add($"{pool.Kind} {pool.Operation.Kernel}, stride {Stride(pool.Operation.Stride)}");
                Activation(parts, pool.Activation);
                break;
            case GlobalPoolStep pool:
                Input(parts, pool.InputNorm, pool.InputActivation);
                parts.Add(pool.Kind);
                break;
            case CombineStep combine:
                parts.Add(combine.Spreads ? $"{combine.Kind} a channel" : combine.Kind);
                if (combine.Residual is not null)
                {
                    parts.Add("residual added");
                }

                Activation(parts, combine.Activation);
                break;
            case AffineStep affine:
                parts.Add(affine.Kind);
                Activation(parts, affine.Activation);
                break;
            default:
                parts.Add(step.Kind);
                break;
        }

        string reads = string.Join(" + ", step.Reads.Take(step is ConvolutionStep c ? c.Sources.Count : int.MaxValue).Select(Shape));
        return $"// {_names.PathOf(step)}: {string.Join(", ", parts)}; {reads} -> {Shape(step.Target)}";
    }

    private static void Convolution(ConvolutionStep step, List<string> parts)
    {
        Conv2dOperation o = step.Operation;
        Input(parts, step.InputNorm, step.InputActivation);
        if (step.MeanOf is not null)
        {
            parts.Add("means");
        }

        if (step.Gate is not null)
        {
            parts.Add("gated");
        }

        string stride = o.Stride == Size2.Square(1) ? "" : " stride " + Stride(o.Stride);
        parts.Add($"{(o.IsDepthwise ? "depthwise conv" : "conv")} {o.Kernel}{stride}{(o.Groups == 1 || o.IsDepthwise ? "" : $" in {Numbers.Whole(o.Groups)} groups")}");
        if (step.Weights.Filters is not null)
        {
            parts.Add($"{Numbers.Whole(step.Weights.Filters.Count(f => f < 0))} channels passed");
        }

        bool joins = step.Residual is not null || step.GatheredResidual is not null;
        bool beforeNorm = joins && step.Weights.ScalesResidual;
        if (beforeNorm)
        {
            parts.Add(Joined(step));
        }

        Norm(parts, step.Weights.Norm);
        if (joins && !beforeNorm && !step.ResidualLast)
        {
            parts.Add(Joined(step));
        }

        Activation(parts, step.Activation);
        if (joins && step.ResidualLast)
        {
            parts.Add(Joined(step));
        }

        if (step.Resizes)
        {
            parts.Add("resized");
        }

        if (step.Squeeze is not null)
        {
            parts.Add("squeezed");
        }
    }

    private static string Joined(ConvolutionStep step) => step.Join switch
    {
        JoinKind.Add => "residual added",
        JoinKind.Multiply => "times residual",
        _ => "or residual if larger",
    };

    private static void Input(List<string> parts, NormRecipe? norm, Activation? activation)
    {
        if (norm is not null)
        {
            parts.Add("norm");
        }

        Activation(parts, activation);
    }

    private static string Stride(Size2 stride) => stride.IsSquare ? Numbers.Whole(stride.Height) : stride.ToString();

    private static void Norm(List<string> parts, NormRecipe? norm)
    {
        if (norm is not null)
        {
            parts.Add("norm folded");
        }
    }

    private static void Activation(List<string> parts, Activation? activation)
    {
        if (activation is not null)
        {
            parts.Add(Name(activation));
        }
    }

    private static string Name(Activation activation) => string.Join("_", Identifiers.Words(activation.Kind.ToString()).Select(w => w.ToLowerInvariant()));

    private static string Shape(BufferView view)
    {
        string channels = view.Channels.ToText(n => n).Replace(" ", "");
        return $"{(view.Channels.Expression is WidthExpression.Binary ? $"({channels})" : channels)}x{Numbers.Whole(view.Height)}x{Numbers.Whole(view.Width)}";
    }
}
