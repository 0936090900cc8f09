using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>One parameter of a built-in, block, arch or fn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; where a declaration leaves it out, the default's.</param>
/// <param name="Default">A built-in's default; null where an argument is needed or <paramref name="DefaultSyntax"/> says it.</param>
/// <param name="DefaultSyntax">A declaration's default, evaluated where the declaration stands.</param>
/// <param name="IsTyped">Whether the declaration writes a type.</param>
/// <param name="IsRuntime">Whether it stays a constructor argument.</param>
internal sealed record Parameter(string Name, ArchType Type, Value? Default = null, ExpressionSyntax? DefaultSyntax = null, bool IsTyped = true, bool IsRuntime = false)
{
    public bool IsOptional => Default is not null || DefaultSyntax is not null;
}

/// <summary>What can be handed to a built-in, block, arch or fn.</summary>
internal sealed record Signature(string Owner, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Whether a parameter's type is misspelt: what a call gives cannot be told right from wrong.</summary>
    public bool HasUnknownType => Parameters.Any(p => p.Type.Kind == TypeKind.Unknown);

    public Parameter? Find(string name) => Parameters.FirstOrDefault(p => p.Name == name);
}

/// <summary>The value of each parameter of one call, with the place it was given.</summary>
internal sealed class BoundArguments(Signature signature)
{
    private readonly Dictionary<string, (Value Value, SourceLocation? At)> _values = new(StringComparer.Ordinal);

    public Signature Signature { get; } = signature;

    /// <summary>Whether some argument could not be had; the call is then skipped in silence.</summary>
    public bool HasErrors { get; set; }

    /// <summary>Whether a norm or activation could not be had: the figures are unknown then, the shapes are not.</summary>
    public bool HasUnknownStyle { get; private set; }

    public Value this[string name] => _values.TryGetValue(name, out var entry) ? entry.Value : AutoValue.Instance;

    public bool IsGiven(string name) => _values.TryGetValue(name, out var entry) && entry.At is not null;

    /// <summary>Where the argument stands; null where the default was used.</summary>
    public SourceLocation? PlaceOf(string name) => _values.TryGetValue(name, out var entry) ? entry.At : null;

    public void Set(string name, Value value, SourceLocation? at)
    {
        _values[name] = (value, at);
        bool isStyle = Signature.Owner != "defaults" && Signature.Find(name)?.Type.Kind is (TypeKind.Act or TypeKind.Norm);
        HasErrors |= value is ErrorValue && !isStyle;
        HasUnknownStyle |= value is ErrorValue && isStyle;
    }

    /// <summary>The values in the order of the parameters, as the language writes them.</summary>
    public IEnumerable<KeyValuePair<string, Value>> All =>
        Signature.Parameters.Select(p => new KeyValuePair<string, Value>(p.Name, this[p.Name]));
}
