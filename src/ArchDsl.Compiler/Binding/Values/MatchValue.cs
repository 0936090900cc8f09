using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary><c>old</c>: what a replace matched, with the arguments it had, defaults included.</summary>
internal sealed record MatchValue(string Name, IReadOnlyDictionary<string, Value> Arguments) : Value
{
    /// <summary>The arguments as they were given; null where it takes none.</summary>
    public BoundArguments? Bound { get; init; }

    /// <summary>The name that <c>as</c> gave it.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it has a segment of the weight keys, which the only statement in its place takes over.</summary>
    public bool HasKey { get; init; }

    /// <summary>The only statement in its place; null where there are several.</summary>
    public CallStatementSyntax? Single { get; init; }

    /// <summary>Runs it, with the tensor of the frame.</summary>
    public required Action<Frame> Run { get; init; }

    public override string Describe() => $"the replaced `{Name}`";

    public override string ToText() => Name;
}
