namespace ArchDsl.Ptx.Text;

/// <summary>Reads one operand of an instruction.</summary>
internal sealed class OperandParser(TokenReader tokens)
{
    public Operand Read()
    {
        Operand first = tokens.Current.Text switch
        {
            "{" => Vector(),
            "[" => Address(),
            _ => Single(),
        };
        return tokens.TakeIf("|") ? new PairOperand(first, Single()) : first;
    }

    private VectorOperand Vector()
    {
        tokens.Expect("{");
        var elements = new List<Operand>();
        do
        {
            elements.Add(Single());
        }
        while (tokens.TakeIf(","));
        tokens.Expect("}");
        return new VectorOperand(elements);
    }

    private AddressOperand Address()
    {
        tokens.Expect("[");
        Operand place = Single();
        long offset = 0;
        while (!tokens.TakeIf("]"))
        {
            bool isNegative = tokens.TakeIf("-");
            if (!isNegative)
            {
                tokens.Expect("+");
                isNegative = tokens.TakeIf("-");
            }

            long step = (long)Number().Bits;
            offset += isNegative ? -step : step;
        }

        return new AddressOperand(place, offset);
    }

    private Operand Single()
    {
        if (tokens.TakeIf("-"))
        {
            return Numbers.Negate(Number());
        }

        return tokens.Current.Kind == TokenKind.Number ? Number() : new NameOperand(tokens.Word());
    }

    private NumberOperand Number() =>
        tokens.Current.Kind == TokenKind.Number ? Numbers.Parse(tokens.Take()) : throw tokens.Unexpected("a number");
}
