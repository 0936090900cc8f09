using System.Text;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>A node of the lossless tree: its children in the order of the text.</summary>
internal abstract class SyntaxNode : SyntaxElement
{
    private readonly SyntaxElement[] _children;
    private readonly bool _containsErrors;

    protected SyntaxNode(SyntaxElement?[] children)
    {
        int count = 0;
        foreach (SyntaxElement? child in children)
        {
            if (child is not null)
            {
                count++;
                _containsErrors |= child.ContainsErrors;
                Height = Math.Max(Height, child is SyntaxNode node ? node.Height : 0);
            }
        }

        _children = Compact(children, count);
        Height++;
    }

    public IReadOnlyList<SyntaxElement> Children => _children;

    /// <summary>How many nodes lie on the longest way down, this one included: bounded, so that walks may recurse.</summary>
    public int Height { get; }

    public override TextSpan Span
    {
        get
        {
            if (_children.Length == 0)
            {
                return default;
            }

            int start = _children[0].Span.Start;
            int end = Math.Max(start, _children[_children.Length - 1].Span.End);
            return TextSpan.FromBounds(start, end);
        }
    }

    public override bool ContainsErrors => _containsErrors;

    /// <summary>The lines of <c>///</c> above the first token, without the slashes; empty where there are none.</summary>
    public IReadOnlyList<string> Documentation => FirstToken is { } token
        ? token.Leading.Where(t => t.Kind == TriviaKind.DocComment).Select(t => t.Text.Substring(3).Trim()).ToArray()
        : [];

    public SyntaxToken? FirstToken => _children.Length == 0
        ? null
        : _children[0] as SyntaxToken ?? ((SyntaxNode)_children[0]).FirstToken;

    private static SyntaxElement[] Compact(SyntaxElement?[] children, int count)
    {
        if (count == children.Length)
        {
            return children!;
        }

        var compact = new SyntaxElement[count];
        int at = 0;
        foreach (SyntaxElement? child in children)
        {
            if (child is not null)
            {
                compact[at++] = child;
            }
        }

        return compact;
    }

    public override void WriteTo(StringBuilder builder)
    {
        foreach (SyntaxElement child in _children)
        {
            child.WriteTo(builder);
        }
    }

    protected static IReadOnlyList<SyntaxElement> Interleave<T>(SeparatedList<T> list)
        where T : SyntaxNode => list.Elements;
}

/// <summary>Tokens that no rule could use, kept so that the text stays whole.</summary>
internal sealed class SkippedSyntax(IReadOnlyList<SyntaxToken> tokens) : SyntaxNode([.. tokens])
{
    public override bool ContainsErrors => true;
}

/// <summary>Nodes with commas between them.</summary>
internal sealed class SeparatedList<T>
    where T : SyntaxNode
{
    private readonly SyntaxElement[] _elements;

    public SeparatedList(IReadOnlyList<SyntaxElement> elements)
    {
        _elements = [.. elements];
        var items = new List<T>((_elements.Length + 1) / 2);
        foreach (SyntaxElement element in _elements)
        {
            if (element is T item)
            {
                items.Add(item);
            }
        }

        Items = items;
    }

    public static SeparatedList<T> Empty { get; } = new([]);

    /// <summary>Nodes, separators and skipped tokens as they stand in the text.</summary>
    public IReadOnlyList<SyntaxElement> Elements => _elements;

    public IReadOnlyList<T> Items { get; }
}
