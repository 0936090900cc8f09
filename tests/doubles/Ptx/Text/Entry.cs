namespace ArchDsl.Ptx.Text;

/// <summary>A kernel as written, its names known.</summary>
internal sealed class Entry(string name)
{
    public const int MostSharedBytes = 48 * 1024;

    public string Name => name;

    public List<Parameter> Parameters { get; } = [];

    public int ParameterBytes { get; private set; }

    public List<Statement> Statements { get; } = [];

    /// <summary>Registers of a thread.</summary>
    public int Registers { get; private set; }

    public int SharedBytes { get; private set; }

    public int LocalBytes { get; private set; }

    /// <summary>The most threads of a block, from <c>.maxntid</c> or <c>.reqntid</c>; 1,024 where nothing is said.</summary>
    public int MostThreads { get; set; } = 1024;

    public int NextRegister() => Registers++;

    public Parameter AddParameter(string parameter, int bytes, int alignment)
    {
        var added = new Parameter(parameter, Align(ParameterBytes, alignment), bytes);
        Parameters.Add(added);
        ParameterBytes = added.Offset + bytes;
        return added;
    }

    public ArrayDeclaration AddArray(int line, bool isShared, int bytes, int alignment)
    {
        int offset = Align(isShared ? SharedBytes : LocalBytes, alignment);
        if (isShared)
        {
            SharedBytes = offset + bytes;
            if (SharedBytes > MostSharedBytes)
            {
                throw new PtxSyntaxException(line, $"{SharedBytes} bytes of shared memory: at most {MostSharedBytes} can be declared");
            }
        }
        else
        {
            LocalBytes = offset + bytes;
        }

        return new ArrayDeclaration(isShared, offset);
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
