using System.Text;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>A network as text: its scopes as a tree, its nodes with shapes, its weights under their keys.</summary>
internal static class GraphText
{
    public static string Of(Network network)
    {
        var builder = new StringBuilder($"{network.Name}({string.Join(", ", network.RuntimeParameters.Select(p => $"{p.Name} = {p.Default}"))})\n");
        Append(builder, network.Root, 1);
        builder.Append("stages: ").AppendJoin(", ", network.Stages.Select(Name)).Append('\n');
        builder.Append("outputs: ").AppendJoin(", ", network.Outputs.Select(Name)).Append('\n');
        return builder.ToString();
    }

    private static string Name(NamedTensor tensor) => $"{tensor.Name} = %{tensor.Node.Id} {tensor.Node.Shape}";

    private static void Append(StringBuilder builder, Scope scope, int depth)
    {
        foreach (IScopeMember member in scope.Members)
        {
            builder.Append(' ', 2 * depth);
            switch (member)
            {
                case Scope inner:
                    string arguments = string.Join(", ", inner.Arguments.Select(a => $"{a.Name}: {a.Text}"));
                    builder.Append($"{inner.Kind.ToString().ToLowerInvariant()} {inner.Path} = {inner.Definition}{(arguments.Length > 0 ? $"({arguments})" : "")}\n");
                    Append(builder, inner, depth + 1);
                    break;
                case Node node:
                    builder.Append($"{node} {Details(node)}\n");
                    foreach (WeightTensor weight in node.Operation.Weights.Where(w => !w.IsBuffer))
                    {
                        builder.Append(' ', (2 * depth) + 4).Append($"{node.KeyOf(weight)} [{string.Join(", ", weight.Shape)}]\n");
                    }

                    break;
            }
        }
    }

    private static string Details(Node node) => string.Concat(
        node.Operation switch
        {
            InputOperation input => input.InputName,
            Conv2dOperation conv => $"{conv.Kernel} stride {conv.Stride} pad {conv.Padding} groups {conv.Groups}",
            PoolOperation pool => $"{pool.Kernel} stride {pool.Stride} pad {pool.Padding}{(pool.CeilMode ? " ceil" : "")}",
            ActivationOperation act => act.Activation.Kind.ToString().ToLowerInvariant(),
            SliceOperation slice => $"{slice.Start}..<{slice.Start + slice.Count}",
            _ => "",
        },
        node.RuntimeWidth is { } width ? $" width {width.ToText(n => n)}" : "");
}
