using System.Numerics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Spaces;

/// <summary>
/// A checked <c>space</c>: the networks that come of an arch when some of its parameters take any value of their domains
/// and its requirements hold. A point gives every dimension one value of its domain.
/// </summary>
public sealed class DesignSpace
{
    private readonly Lazy<SpaceSize> _size;
    private readonly Lazy<Elimination> _points;

    internal DesignSpace(
        string name,
        string? documentation,
        string origin,
        SourceLocation location,
        IReadOnlyList<SpaceParameter> parameters,
        IReadOnlyList<SpaceConstraint> constraints,
        Func<Shape?, IPointMeter> meter)
    {
        Name = name;
        Documentation = documentation;
        Origin = origin;
        Location = location;
        Parameters = parameters;
        Constraints = constraints;
        Meter = meter;
        Dimensions = parameters.SelectMany(p => Enumerable.Repeat(p, p.Elements ?? 1)).ToArray();
        _points = new(() => StructuralPoints.Of(this));
        _size = new(() => SpaceCounting.Count(this));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The <c>///</c> lines of the space or of what it is made of, joined with newlines.</summary>
    public string? Documentation { get; }

    /// <summary>The arch or space it is made of.</summary>
    public string Origin { get; }

    /// <summary>The name in the declaration.</summary>
    public SourceLocation Location { get; }

    /// <summary>What varies, in the order of the arch's parameters.</summary>
    public IReadOnlyList<SpaceParameter> Parameters { get; }

    /// <summary>What every point must meet, those of the spaces it refines first; what is joined by <c>and</c> stands apart.</summary>
    public IReadOnlyList<SpaceConstraint> Constraints { get; }

    /// <summary>How many points there are. Counted when first asked for; what costs decide is not counted.</summary>
    public SpaceSize Size => _size.Value;

    /// <summary>The parameter of each dimension; a parameter that varies by element has one for each of its elements.</summary>
    internal IReadOnlyList<SpaceParameter> Dimensions { get; }

    /// <summary>The points that meet the constraints which were counted.</summary>
    internal Elimination Points => _points.Value;

    /// <summary>Makes what counts the costs of points, at the declared input or another; one serves any number of threads.</summary>
    internal Func<Shape?, IPointMeter> Meter { get; }

    /// <summary>The first dimension of a parameter.</summary>
    internal int FirstDimension(SpaceParameter parameter) => Parameters.TakeWhile(p => p != parameter).Sum(p => p.Elements ?? 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Parameters.Count} parameters, {Constraints.Count} constraints";
}

/// <summary>How many points a space has.</summary>
/// <param name="Points">The points that meet every constraint on structure but the <paramref name="Uncounted"/> ones.</param>
/// <param name="Box">The points without any constraint: the product of all domains.</param>
/// <param name="Uncounted">Constraints over too many points to look at each: with any, <paramref name="Points"/> is an upper bound.</param>
/// <param name="Unordered">The points without the <c>ascending</c> constraints; null where there are none.</param>
/// <param name="Orders">
/// In how many orders the elements of those lists stand: <c>Unordered / Orders</c> is the papers' approximation, which takes equal elements for different ones.
/// </param>
public sealed record SpaceSize(BigInteger Points, BigInteger Box, EquatableArray<SpaceConstraint> Uncounted, BigInteger? Unordered, BigInteger Orders)
{
    /// <summary>Whether <see cref="Points"/> is the size and not an upper bound.</summary>
    public bool IsExact => Uncounted.Count == 0;
}
