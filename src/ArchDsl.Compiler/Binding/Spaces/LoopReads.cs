using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>What the lines of a loop read of the place around them, as far as their text says.</summary>
internal sealed class LoopReads
{
    private readonly List<(string Name, ExpressionSyntax? Index)> _names = [];
    private readonly List<CallStatementSyntax> _statements = [];
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);

    private LoopReads()
    {
    }

    /// <summary>Whether they read nothing but values, give no names and have no bodies: then their costs follow from what they read.</summary>
    public bool IsClosed { get; private set; } = true;

    /// <summary>The names, with the index where only an element of a list is read; the lines' own among them do no harm.</summary>
    public IReadOnlyList<(string Name, ExpressionSyntax? Index)> Names => _names;

    /// <summary>The calls, one for each name.</summary>
    public IReadOnlyList<CallStatementSyntax> Statements => _statements;

    public static LoopReads Of(ForSyntax loop)
    {
        var reads = new LoopReads();
        reads.Visit(loop);
        return reads;
    }

    private void Visit(SyntaxNode node)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case ForSyntax loop:
                _bound.UnionWith(loop.First.Names.Concat(loop.Second?.Names ?? []).Select(n => n.Text));
                Visit(loop.Values);
                Visit(loop.Body);
                return;
            case LetSyntax let:
                _bound.Add(let.Name.Text);
                break;
            case CallStatementSyntax call:
                // Layers with a signature take values; joins, `from` and bodies have to do with other tensors.
                IsClosed &= call.Alias is null && call.Bodies.Count == 0 && (Builtins.Find(call.Name.Text) is not { } builtin || (builtin.IsLayer && builtin.Signature is not null && builtin.Name != "resize"));
                if (_statements.All(s => s.Name.Text != call.Name.Text))
                {
                    _statements.Add(call);
                }

                break;
            case MemberAccessSyntax:
                IsClosed = false;
                return;
            case CallSyntax { HasParentheses: false } name:
                IsClosed &= name.Name.Text is not ("this" or "old");
                Add(name.Name.Text, null);
                return;
            case IndexSyntax { Target: CallSyntax { HasParentheses: false } list, Index: CallSyntax { HasParentheses: false } place } when !_bound.Contains(list.Name.Text) && !_bound.Contains(place.Name.Text):
                Add(list.Name.Text, place);
                Add(place.Name.Text, null);
                return;
            case TextSyntax:
                IsClosed = false;
                return;
        }

        foreach (SyntaxNode child in node.Children.OfType<SyntaxNode>())
        {
            Visit(child);
        }
    }

    private void Add(string name, ExpressionSyntax? index)
    {
        if (!_names.Any(n => n.Name == name && Same(n.Index, index)))
        {
            _names.Add((name, index));
        }
    }

    private static bool Same(ExpressionSyntax? a, ExpressionSyntax? b) => (a as CallSyntax)?.Name.Text == (b as CallSyntax)?.Name.Text;
}
