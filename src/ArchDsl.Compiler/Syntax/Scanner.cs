using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Cuts a text into lexemes, one after the other, every character in exactly one; the newline rule is the <see cref="Lexer"/>'s.</summary>
internal sealed partial class Scanner(SourceText source, int start, int end, ICollection<Diagnostic> diagnostics)
{
    private readonly string _text = source.Text;
    private readonly List<Lexeme> _lexemes = new(((end - start) / 2) + 4);
    private readonly WordCache _words = new(end - start < 256 ? 16 : 512);
    private int _at = start;
    private bool _badReported;

    /// <summary>All lexemes; the last is the end of the file.</summary>
    public List<Lexeme> Scan()
    {
        while (_at < end)
        {
            ScanOne();
        }

        Add(SyntaxKind.EndOfFile, 0, "");
        return _lexemes;
    }

    private void ScanOne()
    {
        char c = _text[_at];
        if (c is ' ' or '\t' || (c == '\uFEFF' && _at == 0))
        {
            ScanBlanks();
        }
        else if (c is '\n' or '\r')
        {
            int length = c == '\r' && Peek(1) == '\n' ? 2 : 1;
            AddTrivia(TriviaKind.NewLine, length, length == 2 ? "\r\n" : c == '\n' ? "\n" : "\r");
            _badReported = false;
        }
        else if (IsNameStart(c))
        {
            int length = NameLength(_at);
            string word = _words.Get(_text, _at, length, out SyntaxKind kind);
            Add(kind, length, word);
        }
        else if (IsDigit(c))
        {
            ScanNumber();
        }
        else if (c == '"')
        {
            ScanText();
        }
        else if (c == '/' && Peek(1) == '/')
        {
            ScanComment();
        }
        else if (SignAt(_at) is var sign and not SyntaxKind.Bad)
        {
            string text = SyntaxFacts.TextOf(sign)!;
            Add(sign, text.Length, text);
        }
        else
        {
            ScanBad();
        }
    }

    private void ScanBlanks()
    {
        int stop = _at + 1;
        while (stop < end && _text[stop] is ' ' or '\t')
        {
            stop++;
        }

        int length = stop - _at;
        AddTrivia(TriviaKind.Whitespace, length, _words.Get(_text, _at, length, out _));
    }

    private void ScanComment()
    {
        int length = LineEnd(_at) - _at;
        bool documents = Peek(2) == '/' && Peek(3) != '/';
        AddTrivia(documents ? TriviaKind.DocComment : TriviaKind.Comment, length, _text.Substring(_at, length));
    }

    private void ScanText()
    {
        int lineEnd = LineEnd(_at);
        int close = _text.IndexOf('"', _at + 1, lineEnd - _at - 1);
        int stop = close < 0 ? UnterminatedEnd(lineEnd) : close + 1;
        if (close < 0)
        {
            Report(stop - _at, SyntaxErrors.UnterminatedText);
        }

        Add(SyntaxKind.Text, stop - _at, _text.Substring(_at, stop - _at));
    }

    // What stands behind a forgotten quote most likely belongs to the text, but not a `{` that opens a body at the
    // line's end, nor a `}` that closes one opened before the text.
    private int UnterminatedEnd(int lineEnd)
    {
        int balance = 0;
        for (int i = _at; i < lineEnd; i++)
        {
            balance += _text[i] == '{' ? 1 : _text[i] == '}' ? -1 : 0;
        }

        int stop = TrimBlanks(lineEnd);
        while (stop - 1 > _at && ((_text[stop - 1] == '{' && balance > 0) || (_text[stop - 1] == '}' && balance < 0)))
        {
            balance += _text[stop - 1] == '{' ? -1 : 1;
            stop = TrimBlanks(stop - 1);
        }

        return stop;
    }

    private int TrimBlanks(int stop)
    {
        while (stop - 1 > _at && _text[stop - 1] is ' ' or '\t')
        {
            stop--;
        }

        return stop;
    }

    private void ScanBad()
    {
        int stop = _at + 1;
        while (stop < end && IsBad(stop))
        {
            stop++;
        }

        string text = _text.Substring(_at, stop - _at);
        if (!_badReported)
        {
            Report(text.Length, location => SyntaxErrors.UnexpectedCharacters(location, text));
            _badReported = true;
        }

        Add(SyntaxKind.Bad, text.Length, text);
    }

    private bool IsBad(int i)
    {
        char c = _text[i];
        return !(c is ' ' or '\t' or '\n' or '\r' or '"' || IsNamePart(c)) && SignAt(i) == SyntaxKind.Bad;
    }

    private SyntaxKind SignAt(int i)
    {
        char next = i + 1 < end ? _text[i + 1] : '\0';
        return _text[i] switch
        {
            '(' => SyntaxKind.OpenParen,
            ')' => SyntaxKind.CloseParen,
            '{' => SyntaxKind.OpenBrace,
            '}' => SyntaxKind.CloseBrace,
            '[' => SyntaxKind.OpenBracket,
            ']' => SyntaxKind.CloseBracket,
            ',' => SyntaxKind.Comma,
            ':' => SyntaxKind.Colon,
            ';' => SyntaxKind.Semicolon,
            '+' => SyntaxKind.Plus,
            '-' => SyntaxKind.Minus,
            '*' => SyntaxKind.Star,
            '/' => SyntaxKind.Slash,
            '%' => SyntaxKind.Percent,
            '=' => next == '=' ? SyntaxKind.EqualsEquals : SyntaxKind.Equals,
            '<' => next == '=' ? SyntaxKind.LessEquals : SyntaxKind.Less,
            '>' => next == '=' ? SyntaxKind.GreaterEquals : SyntaxKind.Greater,
            '!' => next == '=' ? SyntaxKind.NotEquals : SyntaxKind.Bad,
            '.' when next == '.' => i + 2 < end && _text[i + 2] == '<' ? SyntaxKind.DotDotLess : SyntaxKind.DotDot,
            '.' => SyntaxKind.Dot,
            _ => SyntaxKind.Bad,
        };
    }

    private int NameLength(int from)
    {
        int stop = from;
        while (stop < end && IsNamePart(_text[stop]))
        {
            stop++;
        }

        return stop - from;
    }

    private int LineEnd(int from)
    {
        int stop = from;
        while (stop < end && _text[stop] is not ('\n' or '\r'))
        {
            stop++;
        }

        return stop;
    }

    private char Peek(int ahead) => _at + ahead < end ? _text[_at + ahead] : '\0';

    // More than are listed need not be made.
    private void Report(int length, Func<SourceLocation, Diagnostic> create)
    {
        if (diagnostics.Count <= Parser.MaxErrors)
        {
            diagnostics.Add(create(source.GetLocation(new TextSpan(_at, length))));
        }
    }

    private void Add(SyntaxKind kind, int length, string text)
    {
        _lexemes.Add(new Lexeme(_at, length, text, kind, null));
        _at += length;
    }

    private void AddTrivia(TriviaKind kind, int length, string text)
    {
        _lexemes.Add(new Lexeme(_at, length, text, SyntaxKind.Bad, kind));
        _at += length;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsNameStart(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (c > '\x7F' && char.IsLetter(c));

    private static bool IsNamePart(char c) => IsNameStart(c) || IsDigit(c) || (c > '\x7F' && char.IsDigit(c));
}
