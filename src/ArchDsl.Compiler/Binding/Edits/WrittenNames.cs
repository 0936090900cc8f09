using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>The names that statements of an arch have in the text, and those of the blocks it reaches, whether they run or not.</summary>
internal static class WrittenNames
{
    /// <param name="chain">The arch, what it copies, and so on.</param>
    public static HashSet<string> Of(IReadOnlyList<Declaration> chain)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reached = new HashSet<Declaration>(chain);
        var open = new Stack<Declaration>(chain);
        while (open.Count > 0)
        {
            Declaration declaration = open.Pop();
            Collect(declaration.Syntax, declaration.File, names, block =>
            {
                if (reached.Add(block))
                {
                    open.Push(block);
                }
            });
        }

        return names;
    }

    // Trees are of bounded height. A block may be reached by a call or as an argument: any name may mean one.
    private static void Collect(SyntaxNode node, SourceFile file, HashSet<string> names, Action<Declaration> reach)
    {
        if (node is CallStatementSyntax { Name.Text: not ("replace" or "weights") } statement)
        {
            names.UnionWith(NamesOf(statement));
        }

        foreach (SyntaxElement child in node.Children)
        {
            if (child is SyntaxToken { Kind: SyntaxKind.Name } token)
            {
                foreach (Declaration block in file.Symbols.Find(token.Text).Where(d => d.Syntax is BlockSyntax))
                {
                    reach(block);
                }
            }
            else if (child is SyntaxNode inner)
            {
                Collect(inner, file, names, reach);
            }
        }
    }

    // Texts with holes are names only once they ran.
    private static IEnumerable<string> NamesOf(CallStatementSyntax statement)
    {
        yield return statement.Name.Text;
        if (statement.Alias is SyntaxToken { Kind: SyntaxKind.Name } alias)
        {
            yield return alias.Text;
        }

        if (statement is { Name.Text: "stage", Arguments.Count: 1 } && statement.Arguments[0].Value is CallSyntax { HasParentheses: false } stage)
        {
            yield return stage.Name.Text;
        }
    }
}
