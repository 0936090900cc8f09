using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>Names within <c>weights</c>.</summary>
internal sealed partial class NameChecker
{
    // A bare name in a hole of FROM stands for a number in TO.
    private void VisitRename(CallStatementSyntax call, Names names)
    {
        var bound = new Names(names);
        IEnumerable<TextPart> parts = call.Arguments.Count > 0 && call.Arguments[0].Value is TextSyntax from ? from.Parts : [];
        foreach (ExpressionSyntax hole in parts.Select(p => p.Hole).OfType<ExpressionSyntax>())
        {
            if (hole is CallSyntax { HasParentheses: false } name)
            {
                bound.Add(name.Name.Text);
            }
            else
            {
                Visit(hole, names, null);
            }
        }

        foreach (ArgumentSyntax argument in call.Arguments.Skip(1))
        {
            Visit(argument.Value, bound, null);
        }
    }
}
