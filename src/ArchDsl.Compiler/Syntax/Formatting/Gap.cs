namespace ArchDsl.Compiler.Syntax.Formatting;

/// <summary>A comment between two tokens, with how it stood there.</summary>
internal sealed record GapComment(string Text, bool OnOwnLine, bool BlankLineBefore);

/// <summary>What stands in front of a token: comments, line breaks, ends of statements.</summary>
internal sealed class Gap
{
    public List<GapComment> Comments { get; } = [];

    /// <summary>Whether a newline or <c>;</c> ended a statement here.</summary>
    public bool EndsStatement { get; private set; }

    public bool HasNewLine { get; private set; }

    /// <summary>Whether an empty line stands right before the token.</summary>
    public bool BlankLineBefore => _newLines > 1;

    private int _newLines;

    public void Add(SyntaxToken separator)
    {
        EndsStatement = true;
        if (separator.Kind == SyntaxKind.NewLine)
        {
            AddNewLine();
        }
    }

    public void Add(Trivia trivia, bool startsFile)
    {
        switch (trivia.Kind)
        {
            case TriviaKind.NewLine:
                AddNewLine();
                break;
            case TriviaKind.Comment or TriviaKind.DocComment:
                bool onOwnLine = _newLines > 0 || (startsFile && Comments.Count == 0);
                Comments.Add(new GapComment(trivia.Text.TrimEnd(), onOwnLine, _newLines > 1));
                _newLines = 0;
                break;
        }
    }

    private void AddNewLine()
    {
        HasNewLine = true;
        _newLines++;
    }
}
