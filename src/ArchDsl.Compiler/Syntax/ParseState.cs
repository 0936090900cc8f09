using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>What all inputs of one parse share: tokens, errors, how deep the rules are nested. No rule backtracks, so it only moves on.</summary>
internal sealed class ParseState
{
    /// <summary>How deep brackets, bodies, conditions and prefixes may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many nodes high the left side of a chain of operators may grow.</summary>
    public const int MaxChain = 300;

    private readonly List<Diagnostic> _diagnostics;
    private int _reported;

    public ParseState(SourceText source, List<SyntaxToken> tokens, List<Diagnostic> diagnostics, string endName)
    {
        Source = source;
        Tokens = WithoutBad(tokens);
        EndName = endName;
        _diagnostics = diagnostics;
        Recovering = Tokens[0].HasSkippedText;
        foreach (SyntaxToken token in Tokens)
        {
            UnopenedBraces += token.Kind == SyntaxKind.CloseBrace ? 1 : token.Kind == SyntaxKind.OpenBrace ? -1 : 0;
        }
    }

    public SourceText Source { get; }

    /// <summary>The tokens without the Bad ones, whose text goes with the token behind them.</summary>
    public List<SyntaxToken> Tokens { get; }

    /// <summary>How messages call the end of the tokens.</summary>
    public string EndName { get; }

    /// <summary>Set by an error, reset at the next statement: what else is odd in between follows from the error.</summary>
    public bool Recovering { get; set; }

    public int Depth { get; set; }

    /// <summary>How many <c>}</c> there are more than <c>{</c>: a missing <c>{</c> is believed in only as often.</summary>
    public int UnopenedBraces { get; set; }

    /// <summary>A state for a part of the file: errors go to the same list, depth goes on.</summary>
    public ParseState ForPart(int start, int end, string endName)
    {
        var found = new List<Diagnostic>();
        List<SyntaxToken> tokens = Lexer.Lex(Source, start, end, found);
        var part = new ParseState(Source, tokens, _diagnostics, endName) { Depth = Depth };
        _diagnostics.AddRange(found);
        part.Recovering |= Recovering || found.Count > 0;
        return part;
    }

    public void Report(TextSpan span, Func<SourceLocation, Diagnostic> create)
    {
        if (Recovering)
        {
            return;
        }

        // More than are listed need not be made.
        Recovering = true;
        if (_reported++ <= Parser.MaxErrors)
        {
            _diagnostics.Add(create(Source.GetLocation(span)));
        }
    }

    private static List<SyntaxToken> WithoutBad(List<SyntaxToken> tokens)
    {
        if (!tokens.Exists(token => token.Kind == SyntaxKind.Bad))
        {
            return tokens;
        }

        var good = new List<SyntaxToken>(tokens.Count);
        var bad = new List<SyntaxToken>();
        foreach (SyntaxToken token in tokens)
        {
            if (token.Kind == SyntaxKind.Bad)
            {
                bad.Add(token);
            }
            else
            {
                good.Add(bad.Count == 0 ? token : token.After(bad));
                bad.Clear();
            }
        }

        return good;
    }
}
