using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// The words of what the parser had to repair or skip. Any of them may be a name that the text does define, so that nobody
/// reports it as unknown.
/// </summary>
internal static class LostWords
{
    public static void Collect(DeclarationSyntax declaration, BodySyntax? body, HashSet<string> words)
    {
        foreach (SyntaxElement element in declaration.Children.TakeWhile(child => child != body))
        {
            AddAll(element.ToFullString(), words);
        }

        if (body is not null)
        {
            Collect(body, words);
        }
    }

    // The innermost statements with errors; a larger one would take every word of its bodies with it.
    private static void Collect(SyntaxNode node, HashSet<string> words)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (SyntaxElement child in node.Children)
        {
            switch (child)
            {
                case BodySyntax or IfSyntax:
                    Collect((SyntaxNode)child, words);
                    break;
                case StatementSyntax { ContainsErrors: true } statement when statement.Children.Any(c => c is BodySyntax):
                    foreach (SyntaxElement part in statement.Children.Where(c => c is not BodySyntax))
                    {
                        AddAll(part.ToFullString(), words);
                    }

                    Collect(statement, words);
                    break;
                case StatementSyntax { ContainsErrors: true } or SkippedSyntax or SyntaxToken:
                    AddAll(child.ToFullString(), words);
                    break;
                case StatementSyntax:
                    break;
                case SyntaxNode inner:
                    Collect(inner, words);
                    break;
            }
        }
    }

    private static void AddAll(string text, HashSet<string> words)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isPart = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_');
            if (isPart && start < 0)
            {
                start = i;
            }
            else if (!isPart && start >= 0)
            {
                words.Add(text.Substring(start, i - start));
                start = -1;
            }
        }
    }
}
