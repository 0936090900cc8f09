namespace ArchDsl.Compiler.Binding;

/// <summary><c>old</c>: what a replace matched, with the arguments it had, defaults included.</summary>
internal sealed record MatchValue(string Name, IReadOnlyDictionary<string, Value> Arguments) : Value
{
    public override string Describe() => $"the replaced `{Name}`";

    public override string ToText() => Name;
}
