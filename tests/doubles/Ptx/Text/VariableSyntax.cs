namespace ArchDsl.Ptx.Text;

/// <summary>A parameter or variable: <c>.align 8 .b8 name[16]</c>.</summary>
internal readonly record struct VariableSyntax(string Name, int Bytes, int Alignment)
{
    public static VariableSyntax Read(TokenReader tokens)
    {
        int alignment = tokens.TakeIf(".align") ? tokens.Integer() : 0;
        Token typeName = tokens.Take();
        PtxType type = (typeName.Text.StartsWith('.') ? PtxType.Find(typeName.Text[1..]) : null)
            ?? throw new PtxSyntaxException(typeName.Line, $"'{typeName.Text}' is not a type");
        string name = tokens.Word();
        int bytes = type.Bytes;
        while (tokens.TakeIf("["))
        {
            bytes = checked(bytes * tokens.Integer());
            tokens.Expect("]");
        }

        return new VariableSyntax(name, bytes, alignment == 0 ? type.Bytes : alignment);
    }
}
