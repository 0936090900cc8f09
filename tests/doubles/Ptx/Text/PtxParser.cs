namespace ArchDsl.Ptx.Text;

/// <summary>Reads a module: its directives and entries.</summary>
internal sealed class PtxParser
{
    private readonly TokenReader _tokens;
    private readonly List<Entry> _entries = [];

    private PtxParser(string text) => _tokens = new TokenReader(text);

    public static List<Entry> Parse(string text)
    {
        var parser = new PtxParser(text);
        parser.Module();
        return parser._entries;
    }

    private void Module()
    {
        while (_tokens.Current.Kind != TokenKind.End)
        {
            Token first = _tokens.Current;
            switch (_tokens.Word())
            {
                case ".version" or ".target" or ".address_size":
                    _tokens.Take();
                    while (_tokens.TakeIf(","))
                    {
                        _tokens.Take();
                    }

                    break;
                case ".visible":
                    break;
                case ".entry":
                    Entry();
                    break;
                default:
                    throw new PtxSyntaxException(first.Line, $"'{first.Text}' of a module is not known here");
            }
        }
    }

    private void Entry()
    {
        var entry = new Entry(_tokens.Word());
        if (_tokens.TakeIf("(") && !_tokens.TakeIf(")"))
        {
            do
            {
                _tokens.Expect(".param");
                var declaration = VariableSyntax.Read(_tokens);
                entry.AddParameter(declaration.Name, declaration.Bytes, declaration.Alignment);
            }
            while (_tokens.TakeIf(","));
            _tokens.Expect(")");
        }

        while (!_tokens.Current.Is("{"))
        {
            Tuning(entry);
        }

        new BodyParser(_tokens, entry).Read();
        _entries.Add(entry);
    }

    private void Tuning(Entry entry)
    {
        Token directive = _tokens.Take();
        int product = _tokens.Integer();
        while (_tokens.TakeIf(","))
        {
            product = checked(product * _tokens.Integer());
        }

        switch (directive.Text)
        {
            case ".maxntid" or ".reqntid":
                entry.MostThreads = Math.Min(entry.MostThreads, product);
                break;
            case ".minnctapersm" or ".maxnreg":
                break;
            default:
                throw new PtxSyntaxException(directive.Line, $"'{directive.Text}' of an entry is not known here");
        }
    }
}
