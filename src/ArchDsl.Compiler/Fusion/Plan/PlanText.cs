using System.Globalization;
using System.Text;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>A plan as text, for people and snapshots.</summary>
internal static class PlanText
{
    public static string Of(FusedPlan plan)
    {
        var text = new StringBuilder();
        text.Append("plan ").Append(plan.Network.Name).Append('\n');
        Figure(text, "kernels", plan.Fused.Kernels, plan.Unfused.Kernels);
        Figure(text, "bytes moved", plan.Fused.BytesMoved, plan.Unfused.BytesMoved);
        Figure(text, "arena bytes", plan.Fused.ArenaBytes, plan.Unfused.ArenaBytes);
        text.Append("  lower bound ").Append(Number(plan.LowerBoundBytes)).Append('\n');
        text.Append("buffers\n");
        foreach (PlanBuffer buffer in plan.Buffers)
        {
            text.Append("  b").Append(buffer.Id).Append(' ').Append(Home(buffer)).Append(", ").Append(buffer.Floats)
                .Append(" floats, steps ").Append(buffer.FirstStep).Append("..").Append(buffer.LastStep).Append('\n');
        }

        text.Append("steps\n");
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            PlanStep step = plan.Steps[i];
            text.Append("  ").Append(i).Append(' ').Append(step.Kind).Append(' ').Append(step.Node.ModulePath).Append(": ")
                .Append(string.Join(" | ", step.Reads.Select(View))).Append(" -> ").Append(string.Join(" | ", step.Writes.Select(View)))
                .Append(Details(step)).Append('\n');
        }

        return text.ToString();
    }

    private static void Figure(StringBuilder text, string name, long fused, long unfused) =>
        text.Append("  ").Append(name).Append(' ').Append(Number(fused)).Append(" (unfused ").Append(Number(unfused)).Append(")\n");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '_');

    private static string Home(PlanBuffer buffer) => buffer.Kind switch
    {
        BufferKind.Input => $"input {buffer.Index}",
        BufferKind.Output => $"output {buffer.Index}",
        BufferKind.Partial => $"sums + {buffer.Offset}",
        _ => $"arena + {buffer.Offset}",
    };

    private static string View(BufferView view)
    {
        string channels = view.Slots is null
            ? $"{view.Block.Times(view.IsPlanar ? 1 : ChannelLayout.Lanes)} + {view.Channels}"
            : string.Join(", ", Progression.Of(view.Slots).Select(p => p with { First = p.First + ((int)view.Block.Value * ChannelLayout.Lanes) }));
        return $"b{view.Buffer.Id}[{channels}]x{view.Height}x{view.Width}";
    }

    private static string Details(PlanStep step)
    {
        var details = new List<string>();
        switch (step)
        {
            case ConvolutionStep convolution:
                Convolution(convolution, details);
                break;
            case LinearStep linear:
                Norm(details, "norm", linear.Weights.Norm);
                Act(details, linear.Activation);
                break;
            case PoolStep pool:
                details.Add($"{pool.Operation.Kernel}/{pool.Operation.Stride} pad {pool.Operation.Padding}{(pool.Operation.CeilMode ? " ceil" : "")}");
                Input(details, pool.InputNorm, pool.InputActivation, pool.Gathers);
                Act(details, pool.Activation);
                break;
            case GlobalPoolStep pool:
                details.Add(pool.Operation.Kind.ToString().ToLowerInvariant());
                Input(details, pool.InputNorm, pool.InputActivation, pool.Gathers);
                break;
            case AffineStep affine:
                Norm(details, "norm", affine.Norm);
                Act(details, affine.Activation);
                break;
            case GroupNormStep norm:
                details.Add($"{norm.Operation.Groups} groups");
                Act(details, norm.Activation);
                break;
            case CombineStep { Residual: var residual } combine:
                if (residual is not null)
                {
                    details.Add("residual");
                }

                Act(details, combine.Activation);
                break;
            case MaxoutStep maxout:
                Act(details, maxout.Activation);
                break;
            case PartialAddStep add:
                Act(details, add.Activation);
                break;
            case ChannelConvStep taps:
                Act(details, taps.Activation);
                break;
        }

        return details.Count == 0 ? "" : "; " + string.Join(", ", details);
    }

    private static void Convolution(ConvolutionStep step, List<string> details)
    {
        Conv2dOperation operation = step.Operation;
        details.Add($"{operation.Kernel}/{operation.Stride} pad {operation.Padding}{(operation.Groups == 1 ? "" : $" groups {operation.Groups}")}");
        Input(details, step.InputNorm, step.InputActivation, step.Gathers);
        if (step.Weights.Filters is not null)
        {
            details.Add($"{step.Weights.Filters.Count(f => f < 0)} channels pass");
        }

        if (step.MeanOf is { } pixels)
        {
            details.Add($"means of {pixels}");
        }

        if (step.Gate is not null)
        {
            details.Add("input gate");
        }

        Permutation(details, "input order", step.Weights.InputOrder);
        Norm(details, "norm", step.Weights.Norm);
        bool joins = step.Residual is not null || step.GatheredResidual is not null;
        if (joins && !step.ResidualLast)
        {
            details.Add(step.Weights.ScalesResidual ? "residual before norm" : Residual(step));
        }

        Act(details, step.Activation);
        if (joins && step.ResidualLast)
        {
            details.Add(Residual(step));
        }

        if (step.Resizes)
        {
            details.Add("resized");
        }

        if (step.Squeeze is not null)
        {
            details.Add("squeeze");
        }
    }

    private static string Residual(ConvolutionStep step) =>
        "residual" + (step.Join == JoinKind.Add ? "" : " " + step.Join.ToString().ToLowerInvariant()) + (step.GatheredResidual is null ? "" : " gathered");

    private static void Input(List<string> details, NormRecipe? norm, Activation? activation, bool gathers)
    {
        if (gathers)
        {
            details.Add("gathered");
        }

        Norm(details, "input norm", norm);
        Act(details, activation);
    }

    private static void Norm(List<string> details, string role, NormRecipe? norm)
    {
        if (norm is not null)
        {
            details.Add($"{role} {norm.Path}");
        }
    }

    private static void Act(List<string> details, Activation? activation)
    {
        if (activation is not null)
        {
            details.Add(activation.Kind.ToString().ToLowerInvariant());
        }
    }

    private static void Permutation(List<string> details, string role, int[]? order)
    {
        if (order is not null)
        {
            details.Add($"{role} [{string.Join(" ", order.Take(6))}{(order.Length > 6 ? " …" : "")}]");
        }
    }
}
