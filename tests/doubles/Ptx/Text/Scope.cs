namespace ArchDsl.Ptx.Text;

/// <summary>What a name may stand for.</summary>
internal abstract record Declaration;

internal sealed record RegisterDeclaration(int Slot, PtxType Type) : Declaration;

internal sealed record ParameterDeclaration(Parameter Parameter) : Declaration;

internal sealed record ArrayDeclaration(bool IsShared, int Offset) : Declaration;

/// <summary>The names of a block in braces, within those around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Declaration> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _targets = new(StringComparer.Ordinal);

    public Scope? Outer => outer;

    public void Declare(int line, string name, Declaration declaration) => Add(_names, line, name, declaration);

    public void Label(int line, string name, int instruction) => Add(_labels, line, name, instruction);

    public void Targets(int line, string name, IReadOnlyList<string> labels) => Add(_targets, line, name, labels);

    public Declaration? Find(string name) => _names.TryGetValue(name, out Declaration? found) ? found : outer?.Find(name);

    public int? FindLabel(string name) => _labels.TryGetValue(name, out int found) ? found : outer?.FindLabel(name);

    public IReadOnlyList<string>? FindTargets(string name) => _targets.TryGetValue(name, out IReadOnlyList<string>? found) ? found : outer?.FindTargets(name);

    private static void Add<T>(Dictionary<string, T> names, int line, string name, T value)
    {
        if (!names.TryAdd(name, value))
        {
            throw new PtxSyntaxException(line, $"'{name}' is declared twice");
        }
    }
}
