using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>A name in a space, with what it means at a point. Each knows the one that was in sight before it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Before">The name before it; null for the first.</param>
internal abstract record PointName(string Name, PointName? Before)
{
    /// <summary>What a name means behind this one, or null where it means nothing.</summary>
    public PointName? Find(string name)
    {
        for (PointName? found = this; found is not null; found = found.Before)
        {
            if (found.Name == name)
            {
                return found;
            }
        }

        return null;
    }
}

/// <summary>The same at every point.</summary>
internal sealed record FixedName(string Name, PointName? Before, Value Value) : PointName(Name, Before);

/// <summary>A cost of the point's network.</summary>
internal sealed record CostName(string Name, PointName? Before) : PointName(Name, Before)
{
    /// <summary>All of them, as the first names of a space.</summary>
    public static PointName All { get; } = Costs.MetricNames.Aggregate((PointName?)null, (before, name) => new CostName(name, before))!;
}

/// <summary>A parameter that varies.</summary>
internal sealed record VariedName(string Name, PointName? Before, VariedParameter Varied) : PointName(Name, Before);

/// <summary>A value that follows from others: a <c>let</c>, or the default of a parameter.</summary>
internal sealed record DerivedName(string Name, PointName? Before, ExpressionSyntax Syntax, SourceFile File, Parameter? Parameter) : PointName(Name, Before);

/// <summary>A parameter that a space varies, with what is known of it so far.</summary>
internal sealed class VariedParameter(Parameter parameter)
{
    public Parameter Parameter { get; } = parameter;

    /// <summary>Its type; where the declaration leaves it out, the default's.</summary>
    public ArchType Type { get; set; } = parameter.Type;

    /// <summary>What the arch would have for it: how long a list without a length is.</summary>
    public Value? Fallback { get; set; }

    /// <summary>The <c>vary</c> that gave it its domain.</summary>
    public ArgumentSyntax? Given { get; set; }

    /// <summary>Null until its <c>vary</c> was read, and where that was wrong.</summary>
    public SpaceParameter? Domain { get; set; }

    /// <summary>The first of its dimensions.</summary>
    public int First { get; set; }

    public IEnumerable<int> Dimensions => Enumerable.Range(First, Domain?.Elements ?? 1);

    /// <summary>Its value at a point.</summary>
    public Value At(int[] point) => Domain?.At(point, First) ?? ErrorValue.Instance;
}
