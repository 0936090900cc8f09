namespace ArchDsl.Compiler.Syntax;

/// <summary>Finds which ( and [ are closed. Only those keep newlines from ending statements: a forgotten bracket must not swallow the file.</summary>
internal static class Brackets
{
    /// <summary>For every lexeme, whether it is a ( [ ) ] that has its partner.</summary>
    public static bool[] Match(List<Lexeme> lexemes)
    {
        var matched = new bool[lexemes.Count];
        var open = new Stack<int>();
        int openParens = 0;
        int openBrackets = 0;
        bool lineStarts = true;
        for (int i = 0; i < lexemes.Count; i++)
        {
            Lexeme lexeme = lexemes[i];
            if (lexeme.IsTrivia)
            {
                lineStarts |= lexeme.IsNewLine;
                continue;
            }

            switch (lexeme.Kind)
            {
                case SyntaxKind.OpenParen:
                    open.Push(i);
                    openParens++;
                    break;
                case SyntaxKind.OpenBracket:
                    open.Push(i);
                    openBrackets++;
                    break;
                case SyntaxKind.CloseParen when openParens > 0:
                    Close(i, SyntaxKind.OpenParen);
                    break;
                case SyntaxKind.CloseBracket when openBrackets > 0:
                    Close(i, SyntaxKind.OpenBracket);
                    break;
                default:
                    if (CannotStandInBrackets(lexemes, i, lineStarts))
                    {
                        open.Clear();
                        openParens = openBrackets = 0;
                    }

                    break;
            }

            lineStarts = false;
        }

        return matched;

        // What was opened in between stays open for good.
        void Close(int index, SyntaxKind partner)
        {
            int top;
            do
            {
                top = open.Pop();
                if (lexemes[top].Kind == SyntaxKind.OpenParen)
                {
                    openParens--;
                }
                else
                {
                    openBrackets--;
                }
            }
            while (lexemes[top].Kind != partner);
            matched[top] = matched[index] = true;
        }
    }

    private static bool CannotStandInBrackets(List<Lexeme> lexemes, int i, bool lineStarts) => lexemes[i].Kind switch
    {
        SyntaxKind.OpenBrace or SyntaxKind.CloseBrace or SyntaxKind.Semicolon => true,
        SyntaxKind.LetKeyword or SyntaxKind.ForKeyword => lineStarts,
        SyntaxKind.ImportKeyword or SyntaxKind.ArchKeyword or SyntaxKind.SpaceKeyword or SyntaxKind.FnKeyword => lineStarts,

        // `block` is also a type; a declaration has its name behind it.
        SyntaxKind.BlockKeyword => lineStarts && i + 2 < lexemes.Count && lexemes[i + 1].IsTrivia && lexemes[i + 2].Kind == SyntaxKind.Name
            && !lexemes[i + 2].IsTrivia,
        _ => false,
    };
}
