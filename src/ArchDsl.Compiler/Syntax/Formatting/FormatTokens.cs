namespace ArchDsl.Compiler.Syntax.Formatting;

/// <summary>The tokens of a tree in a row, without separators, with the gaps before them and their widths on one line.</summary>
internal sealed class FormatTokens
{
    private readonly Spacing _spacing;
    private readonly int[] _widthBefore;
    private readonly int[] _partner;

    public FormatTokens(FileSyntax root)
    {
        _spacing = new Spacing(root);
        Collect(root, new Gap());
        _partner = FindPartners();
        _widthBefore = new int[Count + 1];
        for (int i = 0; i < Count; i++)
        {
            _widthBefore[i + 1] = _widthBefore[i] + Separator(i).Length + Tokens[i].Text.Length;
        }
    }

    public List<SyntaxToken> Tokens { get; } = [];

    public List<Gap> Gaps { get; } = [];

    public int Count => Tokens.Count;

    /// <summary>Of a brace, the index of the other one.</summary>
    public int PartnerOf(int index) => _partner[index];

    /// <summary>How wide a run of tokens is on one line, up to but without the last index.</summary>
    public int Width(int from, int to) => _widthBefore[to] - _widthBefore[from] - Separator(from).Length;

    /// <summary>What stands before the token if both are on one line.</summary>
    public string Separator(int index)
    {
        if (index == 0)
        {
            return "";
        }

        SyntaxToken left = Tokens[index - 1];
        SyntaxToken right = Tokens[index];
        bool next = Gaps[index].EndsStatement && left.Kind != SyntaxKind.OpenBrace && right.Kind != SyntaxKind.CloseBrace;
        return next ? "; " : _spacing.AreTight(left, right) ? "" : " ";
    }

    /// <summary>Whether a line break that the user made within a statement stays.</summary>
    public bool KeepsBreak(int index)
    {
        Gap gap = Gaps[index];
        if (index == 0 || gap.Comments.Count > 0)
        {
            return index > 0;
        }

        SyntaxKind left = Tokens[index - 1].Kind;
        SyntaxKind right = Tokens[index].Kind;
        bool inBrackets = left is SyntaxKind.OpenParen or SyntaxKind.OpenBracket || right is SyntaxKind.CloseParen or SyntaxKind.CloseBracket;
        bool joins = right == SyntaxKind.OpenBrace
            || (left == SyntaxKind.CloseBrace && right is SyntaxKind.AsKeyword or SyntaxKind.WhenKeyword)
            || (left == SyntaxKind.CloseBrace && right == SyntaxKind.ElseKeyword && !IsOnOneLine(_partner[index - 1], index))
            || (!inBrackets && Separator(index).Length == 0);
        return gap.HasNewLine && !joins;
    }

    /// <summary>Whether no line break that stays and no comment is between the tokens, the last index left out.</summary>
    public bool IsOnOneLine(int from, int to)
    {
        for (int i = from + 1; i < to; i++)
        {
            bool isEmptyBody = Tokens[i].Kind == SyntaxKind.CloseBrace && Tokens[i - 1].Kind == SyntaxKind.OpenBrace;
            if (Gaps[i].Comments.Count > 0 || (KeepsBreak(i) && !isEmptyBody))
            {
                return false;
            }
        }

        return true;
    }

    private void Collect(FileSyntax root, Gap gap)
    {
        var pending = new Stack<SyntaxElement>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            SyntaxElement element = pending.Pop();
            if (element is SyntaxNode node)
            {
                for (int i = node.Children.Count - 1; i >= 0; i--)
                {
                    pending.Push(node.Children[i]);
                }

                continue;
            }

            var token = (SyntaxToken)element;
            AddTrivia(gap, token.Leading);
            if (token.Kind is SyntaxKind.NewLine or SyntaxKind.Semicolon)
            {
                gap.Add(token);
            }
            else
            {
                Tokens.Add(token);
                Gaps.Add(gap);
                gap = new Gap();
            }

            AddTrivia(gap, token.Trailing);
        }
    }

    private void AddTrivia(Gap gap, IReadOnlyList<Trivia> trivia)
    {
        foreach (Trivia one in trivia)
        {
            gap.Add(one, startsFile: Tokens.Count == 0);
        }
    }

    private int[] FindPartners()
    {
        var partners = new int[Count];
        var open = new Stack<int>();
        for (int i = 0; i < Count; i++)
        {
            if (Tokens[i].Kind == SyntaxKind.OpenBrace)
            {
                open.Push(i);
            }
            else if (Tokens[i].Kind == SyntaxKind.CloseBrace)
            {
                partners[i] = open.Pop();
                partners[partners[i]] = i;
            }
        }

        return partners;
    }
}
