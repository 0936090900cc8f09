using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>
/// Text to tokens, every character in exactly one token or its trivia. Applies the newline rule: a newline ends a statement except
/// inside ( ) and [ ], behind <c>,</c> <c>=</c> <c>:</c> or an operator, and before <c>{</c> <c>then</c> <c>else</c> <c>as</c> <c>when</c>.
/// </summary>
internal static class Lexer
{
    private const int CachedWidth = 64;

    private static readonly IReadOnlyList<Trivia> None = [];

    private static readonly IReadOnlyList<Trivia>[] Blanks = Enumerable.Range(0, CachedWidth)
        .Select(n => (IReadOnlyList<Trivia>)new[] { new Trivia(TriviaKind.Whitespace, new string(' ', n)) })
        .ToArray();

    public static List<SyntaxToken> Lex(SourceText source, ICollection<Diagnostic> diagnostics) =>
        Lex(source, 0, source.Text.Length, diagnostics);

    /// <summary>The tokens of a part of the text, with their places in the whole.</summary>
    public static List<SyntaxToken> Lex(SourceText source, int start, int end, ICollection<Diagnostic> diagnostics)
    {
        List<Lexeme> lexemes = new Scanner(source, start, end, diagnostics).Scan();
        bool[] matched = Brackets.Match(lexemes);
        var tokens = new List<SyntaxToken>((lexemes.Count / 2) + 2);
        int depth = 0;
        int at = 0;
        int leadingFrom = 0;

        // Each turn handles the lexeme at `at`, which is a token, and the trivia up to the next one.
        while (at < lexemes.Count && lexemes[at].IsTrivia)
        {
            at++;
        }

        while (true)
        {
            Lexeme lexeme = lexemes[at];
            IReadOnlyList<Trivia> leading = TriviaOf(lexemes, leadingFrom, at);
            if (lexeme.Kind == SyntaxKind.EndOfFile)
            {
                tokens.Add(new SyntaxToken(lexeme.Kind, "", lexeme.Start, leading, None));
                return tokens;
            }

            if (matched[at])
            {
                depth += lexeme.Kind is SyntaxKind.OpenParen or SyntaxKind.OpenBracket ? 1 : -1;
            }

            int next = at + 1;
            int newLine = -1;
            for (; lexemes[next].IsTrivia; next++)
            {
                if (newLine < 0 && lexemes[next].IsNewLine)
                {
                    newLine = next;
                }
            }

            int trailingTo = newLine < 0 ? next : newLine;
            tokens.Add(new SyntaxToken(lexeme.Kind, lexeme.Text, lexeme.Start, leading, TriviaOf(lexemes, at + 1, trailingTo)));
            leadingFrom = trailingTo;
            bool endsStatement = newLine >= 0 && depth == 0
                && !SyntaxFacts.ContinuesAfter(lexeme.Kind) && !SyntaxFacts.ContinuesBefore(lexemes[next].Kind);
            if (endsStatement)
            {
                tokens.Add(new SyntaxToken(SyntaxKind.NewLine, lexemes[newLine].Text, lexemes[newLine].Start, None, None));
                leadingFrom = newLine + 1;
            }

            at = next;
        }
    }

    private static IReadOnlyList<Trivia> TriviaOf(List<Lexeme> lexemes, int from, int to)
    {
        if (from == to)
        {
            return None;
        }

        Lexeme first = lexemes[from];
        if (to - from == 1 && first.Trivia == TriviaKind.Whitespace && first.Length < CachedWidth && first.Text == Blanks[first.Length][0].Text)
        {
            return Blanks[first.Length];
        }

        var trivia = new Trivia[to - from];
        for (int i = from; i < to; i++)
        {
            trivia[i - from] = new Trivia(lexemes[i].Trivia!.Value, lexemes[i].Text);
        }

        return trivia;
    }
}
