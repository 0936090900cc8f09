using ArchDsl.Compiler.Binding;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Spaces;

/// <summary>A parameter that varies, with its domain.</summary>
public sealed class SpaceParameter
{
    internal SpaceParameter(string name, string type, IReadOnlyList<Value> domain, string domainText, int? elements)
    {
        Name = name;
        Type = type;
        Domain = domain;
        DomainText = domainText;
        Elements = elements;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type as the language writes it: <c>int[4]</c>.</summary>
    public string Type { get; }

    /// <summary>The domain as the text gives it: <c>24..64 step 8</c>.</summary>
    public string DomainText { get; }

    /// <summary>The values of the domain as the language writes them, each once, in the order of the text.</summary>
    public IEnumerable<string> Values => Domain.Select(v => v.ToText());

    /// <summary>How many values the domain has.</summary>
    public int Count => Domain.Count;

    /// <summary>Of a list whose elements vary each by itself, how many there are; null where the parameter varies as a whole.</summary>
    public int? Elements { get; }

    internal IReadOnlyList<Value> Domain { get; }

    /// <summary>Its value at a point.</summary>
    /// <param name="point">The place of each dimension's value in its domain.</param>
    /// <param name="first">Its first dimension.</param>
    internal Value At(int[] point, int first)
    {
        if (Elements is not { } count)
        {
            return Domain[point[first]];
        }

        var items = new Value[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = Domain[point[first + i]];
        }

        return new ListValue(EquatableArray<Value>.Over(items));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {DomainText}";
}
