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
    /// <summary>The type that a default gives which is the same at each call; null where it is not known yet, or differs.</summary>
    public ArchType? TypeOfDefault { get; set; }

    public bool IsOptional => Default is not null || DefaultSyntax is not null;
}

/// <summary>What can be handed to a built-in, block, arch or fn.</summary>
internal sealed record Signature(string Owner, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Whether a parameter's type is misspelt: what a call gives cannot be told right from wrong.</summary>
    public bool HasUnknownType { get; } = Parameters.Any(p => p.Type.Kind == TypeKind.Unknown);

    /// <summary>Whether any takes a block or a list of them.</summary>
    public bool HasBlocks { get; } = Parameters.Any(p => p.Type.IsBlock);

    public Parameter? Find(string name) => IndexOf(name) is >= 0 and var index ? Parameters[index] : null;

    /// <summary>The place of a parameter; -1 where there is none of the name.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>The value of each parameter of one call, with the place it was given.</summary>
internal sealed class BoundArguments(Signature signature)
{
    private readonly (Value? Value, SourceLocation? At)[] _values = new (Value?, SourceLocation?)[signature.Parameters.Count];

    public Signature Signature { get; } = signature;

    /// <summary>Whether some argument could not be had; the call is then skipped in silence.</summary>
    public bool HasErrors { get; set; }

    /// <summary>Whether a norm or activation could not be had: the figures are unknown then, the shapes are not.</summary>
    public bool HasUnknownStyle { get; private set; }

    public Value this[string name] => (Signature.IndexOf(name) is >= 0 and var index ? _values[index].Value : null) ?? AutoValue.Instance;

    /// <summary>The value of the parameter at a place of the signature.</summary>
    public Value this[int index] => _values[index].Value ?? AutoValue.Instance;

    public bool IsGiven(string name) => PlaceOf(name) is not null;

    /// <summary>Where the argument stands; null where the default was used.</summary>
    public SourceLocation? PlaceOf(string name) => Signature.IndexOf(name) is >= 0 and var index ? _values[index].At : null;

    /// <summary>How many elements all lists among the values have.</summary>
    public long Size
    {
        get
        {
            long size = 0;
            foreach ((Value? value, _) in _values)
            {
                size += (value as ListValue)?.Size ?? 0;
            }

            return size;
        }
    }

    public void Set(string name, Value value, SourceLocation? at)
    {
        int index = Signature.IndexOf(name);
        _values[index] = (value, at);
        if (value is not ErrorValue)
        {
            return;
        }

        bool isStyle = Signature.Owner != "defaults" && Signature.Parameters[index].Type.Kind is (TypeKind.Act or TypeKind.Norm);
        HasErrors |= !isStyle;
        HasUnknownStyle |= isStyle;
    }

    /// <summary>The values in the order of the parameters, as the language writes them.</summary>
    public IEnumerable<KeyValuePair<string, Value>> All =>
        Signature.Parameters.Select(p => new KeyValuePair<string, Value>(p.Name, this[p.Name]));
}
