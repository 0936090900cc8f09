namespace ArchDsl.Compiler.Syntax.Formatting;

/// <summary>
/// Lays the tokens out: a statement a line, or several with <c>;</c> where the user wrote them so and they fit; a body on one line where
/// the user wrote it so and it fits; lists broken where the user broke them.
/// </summary>
internal sealed class Layout(FormatTokens tokens, LineWriter writer)
{
    public const int MaxWidth = 100;
    public const int Step = 4;

    private readonly Stack<OpenBracket> _brackets = new();
    private readonly Stack<OpenBody> _bodies = new();

    // Tokens before this index go on the current line as they are.
    private int _flatTo;

    private int Indent => _bodies.Count * Step;

    public void Write()
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            WriteToken(i);
        }
    }

    private void WriteToken(int i)
    {
        SyntaxToken token = tokens.Tokens[i];
        if (i < _flatTo)
        {
            writer.Write(tokens.Separator(i));
        }
        else if (token.Kind == SyntaxKind.CloseBrace)
        {
            _bodies.Pop();
            WriteComments(i, Indent + Step, atStart: IsFirstInBody(i));
            writer.StartLine(Indent, blankLineBefore: false);
        }
        else if (token.Kind == SyntaxKind.EndOfFile)
        {
            WriteComments(i, 0, atStart: i == 0);
            return;
        }
        else if (StartsStatement(i))
        {
            StartStatement(i);
        }
        else if (tokens.KeepsBreak(i) && !FollowsBrokenBody(i))
        {
            ContinueOnNewLine(i);
        }
        else
        {
            writer.Write(tokens.Separator(i));
        }

        writer.Write(token.Text);
        Track(i);
    }

    private bool StartsStatement(int i) =>
        i == 0 || IsFirstInBody(i) || tokens.Gaps[i].EndsStatement
        || (_bodies.Count == 0 && _brackets.Count == 0 && SyntaxFacts.StartsDeclaration(tokens.Tokens[i].Kind));

    // `} else {` where the body did not fit on its line.
    private bool FollowsBrokenBody(int i) =>
        tokens.Tokens[i].Kind == SyntaxKind.ElseKeyword && tokens.Gaps[i].Comments.Count == 0
        && tokens.Tokens[i - 1].Kind == SyntaxKind.CloseBrace && i - 1 >= _flatTo;

    private bool IsFirstInBody(int i) => i > 0 && tokens.Tokens[i - 1].Kind == SyntaxKind.OpenBrace;

    private void StartStatement(int i)
    {
        bool first = i == 0 || IsFirstInBody(i);
        Gap gap = tokens.Gaps[i];
        WriteComments(i, Indent, first);
        bool blank = gap.BlankLineBefore && (!first || gap.Comments.Count > 0);
        writer.StartLine(Indent, blank);
        int end = EndOfRow(i);
        if (writer.Column + tokens.Width(i, end) <= MaxWidth && tokens.IsOnOneLine(i, end))
        {
            _flatTo = end;
        }
    }

    // The statements that the user wrote on one line, separated by `;`; of a body that had to be broken, just one.
    private int EndOfRow(int start)
    {
        bool single = _bodies.Count == 0 || _bodies.Peek().BrokenByWidth;
        int depth = 0;
        for (int i = start; i < tokens.Count; i++)
        {
            SyntaxKind kind = tokens.Tokens[i].Kind;
            Gap gap = tokens.Gaps[i];
            bool rowEnds = i > start && depth == 0 && (kind is SyntaxKind.CloseBrace or SyntaxKind.EndOfFile
                || (gap.EndsStatement && (single || gap.HasNewLine || gap.Comments.Count > 0))
                || (_bodies.Count == 0 && _brackets.Count == 0 && SyntaxFacts.StartsDeclaration(kind) && !InBrackets(start, i)));
            if (rowEnds)
            {
                return i;
            }

            depth += kind == SyntaxKind.OpenBrace ? 1 : kind == SyntaxKind.CloseBrace ? -1 : 0;
        }

        return tokens.Count;
    }

    // `block` is a type too, but only in parentheses.
    private bool InBrackets(int start, int index)
    {
        int depth = 0;
        for (int i = start; i < index; i++)
        {
            SyntaxKind kind = tokens.Tokens[i].Kind;
            depth += kind is SyntaxKind.OpenParen or SyntaxKind.OpenBracket ? 1
                : kind is SyntaxKind.CloseParen or SyntaxKind.CloseBracket ? -1
                : 0;
        }

        return depth > 0;
    }

    private void ContinueOnNewLine(int i)
    {
        SyntaxKind kind = tokens.Tokens[i].Kind;
        bool closes = kind is SyntaxKind.CloseParen or SyntaxKind.CloseBracket && _brackets.Count > 0;
        int inner = _brackets.Count > 0 ? _brackets.Peek().ContentIndent : Indent + Step;
        bool atMargin = kind == SyntaxKind.OpenBrace
            || (kind == SyntaxKind.ElseKeyword && tokens.Tokens[i - 1].Kind == SyntaxKind.CloseBrace);
        WriteComments(i, inner, atStart: true);
        writer.StartLine(closes ? _brackets.Peek().CloseIndent : atMargin ? Indent : inner, blankLineBefore: false);
    }

    private void WriteComments(int i, int indent, bool atStart)
    {
        foreach (GapComment comment in tokens.Gaps[i].Comments)
        {
            if (comment.OnOwnLine)
            {
                writer.StartLine(indent, comment.BlankLineBefore && !atStart);
            }
            else
            {
                writer.Write(" ");
            }

            writer.Write(comment.Text);
            atStart = false;
        }
    }

    private void Track(int i)
    {
        switch (tokens.Tokens[i].Kind)
        {
            case SyntaxKind.OpenParen or SyntaxKind.OpenBracket:
                bool sameLine = _brackets.Count > 0 && _brackets.Peek().Line == writer.Line;
                _brackets.Push(sameLine ? _brackets.Peek() : new OpenBracket(writer.Line, writer.Indent, writer.Indent + Step));
                break;
            case SyntaxKind.CloseParen or SyntaxKind.CloseBracket:
                _brackets.Pop();
                break;
            case SyntaxKind.OpenBrace when i >= _flatTo:
                OpenBodyAt(i);
                break;
        }
    }

    private void OpenBodyAt(int open)
    {
        int close = tokens.PartnerOf(open);
        bool isEmpty = close == open + 1 && tokens.Gaps[close].Comments.Count == 0;
        bool onOneLine = tokens.IsOnOneLine(open, close + 1);
        int tail = EndOfTail(close + 1);
        bool fits = writer.Column + tokens.Width(open, tail) - 1 <= MaxWidth;
        if (isEmpty || (onOneLine && fits))
        {
            _flatTo = close + 1;
        }
        else
        {
            _bodies.Push(new OpenBody(BrokenByWidth: onOneLine));
        }
    }

    // What must stand on the line of a closing brace: up to the next statement, or the next body that is broken.
    private int EndOfTail(int from)
    {
        for (int i = from; i < tokens.Count; i++)
        {
            SyntaxKind kind = tokens.Tokens[i].Kind;
            if (kind is SyntaxKind.CloseBrace or SyntaxKind.EndOfFile || tokens.Gaps[i].EndsStatement || tokens.KeepsBreak(i)
                || SyntaxFacts.StartsDeclaration(kind))
            {
                return i;
            }

            if (kind == SyntaxKind.OpenBrace)
            {
                if (!tokens.IsOnOneLine(i, tokens.PartnerOf(i) + 1))
                {
                    return i + 1;
                }

                i = tokens.PartnerOf(i);
            }
        }

        return tokens.Count;
    }

    private readonly record struct OpenBracket(int Line, int CloseIndent, int ContentIndent);

    private readonly record struct OpenBody(bool BrokenByWidth);
}
