namespace ArchDsl.Ptx.Text;

/// <summary>Reads an entry's body: declarations, labels, instructions and blocks in braces.</summary>
internal sealed class BodyParser(TokenReader tokens, Entry entry)
{
    private readonly OperandParser _operands = new(tokens);
    private Scope _scope = new(null);

    public void Read()
    {
        foreach (Parameter parameter in entry.Parameters)
        {
            _scope.Declare(tokens.Current.Line, parameter.Name, new ParameterDeclaration(parameter));
        }

        tokens.Expect("{");
        int depth = 1;
        while (depth > 0)
        {
            if (tokens.TakeIf("{"))
            {
                _scope = new Scope(_scope);
                depth++;
            }
            else if (tokens.TakeIf("}"))
            {
                _scope = _scope.Outer ?? _scope;
                depth--;
            }
            else if (!tokens.TakeIf(";"))
            {
                Line();
            }
        }
    }

    private void Line()
    {
        Token first = tokens.Current;
        if (first.Kind == TokenKind.Word && tokens.Next.Is(":"))
        {
            tokens.Take();
            tokens.Take();
            Label(first);
            return;
        }

        switch (first.Text)
        {
            case ".reg":
                tokens.Take();
                Registers();
                break;
            case ".shared" or ".local":
                tokens.Take();
                Array(isShared: first.Text == ".shared");
                break;
            case ".pragma":
                tokens.Take();
                tokens.Take();
                break;
            default:
                Instruction(first);
                break;
        }

        tokens.Expect(";");
    }

    private void Label(Token name)
    {
        if (!tokens.TakeIf(".branchtargets"))
        {
            _scope.Label(name.Line, name.Text, entry.Statements.Count);
            return;
        }

        var labels = new List<string>();
        do
        {
            labels.Add(tokens.Word());
        }
        while (tokens.TakeIf(","));
        tokens.Expect(";");
        _scope.Targets(name.Line, name.Text, labels);
    }

    private void Registers()
    {
        Token typeName = tokens.Take();
        PtxType type = (typeName.Text.StartsWith('.') ? PtxType.Find(typeName.Text[1..]) : null)
            ?? throw new PtxSyntaxException(typeName.Line, $"'{typeName.Text}' is not a register's type");
        do
        {
            Token name = tokens.Current;
            tokens.Word();
            if (tokens.TakeIf("<"))
            {
                int count = tokens.Integer();
                tokens.Expect(">");
                for (int i = 0; i < count; i++)
                {
                    Declare(name.Line, name.Text + i, type);
                }
            }
            else
            {
                Declare(name.Line, name.Text, type);
            }
        }
        while (tokens.TakeIf(","));
    }

    private void Declare(int line, string name, PtxType type) =>
        _scope.Declare(line, name, new RegisterDeclaration(entry.NextRegister(), type));

    private void Array(bool isShared)
    {
        int line = tokens.Current.Line;
        VariableSyntax variable = VariableSyntax.Read(tokens);
        _scope.Declare(line, variable.Name, entry.AddArray(line, isShared, variable.Bytes, variable.Alignment));
    }

    private void Instruction(Token first)
    {
        Guard? guard = null;
        if (tokens.TakeIf("@"))
        {
            bool isNegated = tokens.TakeIf("!");
            guard = new Guard(tokens.Word(), isNegated);
        }

        string opcode = tokens.Word();
        var operands = new List<Operand>();
        if (!tokens.Current.Is(";"))
        {
            do
            {
                operands.Add(_operands.Read());
            }
            while (tokens.TakeIf(","));
        }

        entry.Statements.Add(new Statement(first.Line, tokens.TextFrom(first), _scope, guard, opcode, operands));
    }
}
