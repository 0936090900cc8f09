using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Spaces;

/// <summary>
/// Draws networks of a space: points, each as likely as any other, of which those are kept that meet what was not counted,
/// compile, and cost what is wanted. Attempt i is the same for a seed whatever was drawn before, on any machine and any thread.
/// </summary>
internal sealed class SpaceSampler
{
    private readonly DesignSpace _space;
    private readonly ulong _seed;
    private readonly CostWindow[] _windows;
    private readonly CostCeiling _ceiling;
    private readonly IPointMeter _meter;
    private readonly Elimination _points;
    private readonly SpaceConstraint[] _uncounted;
    private readonly SpaceConstraint[] _onCosts;

    /// <param name="space">The space; it has points.</param>
    /// <param name="seed">What decides every draw.</param>
    /// <param name="windows">The costs that are wanted, beside those that the space requires.</param>
    /// <param name="input">Another shape for the first input; null for the declared one.</param>
    public SpaceSampler(DesignSpace space, ulong seed, IReadOnlyList<CostWindow> windows, Shape? input = null)
    {
        _space = space;
        _seed = seed;
        _windows = windows.ToArray();
        _onCosts = space.Constraints.Where(c => c.IsOnCosts).ToArray();
        _ceiling = new CostCeiling(_onCosts.Select(c => c.Window).OfType<CostWindow>().Concat(windows));
        _meter = space.Meter(input);
        _points = space.Points;
        _uncounted = space.Size.Uncounted.ToArray();
    }

    /// <summary>One attempt. Safe to call from several threads.</summary>
    public SampledNetwork Draw(long attempt)
    {
        int[] point = _points.Draw(new Xoshiro256(_seed, unchecked((ulong)attempt)));
        foreach (SpaceConstraint constraint in _uncounted)
        {
            if (!constraint.Holds(point, null))
            {
                return new SampledNetwork(SampleOutcome.NotInSpace, point, default, null);
            }
        }

        Measurement measured = _meter.Measure(point, _ceiling);
        if (measured.Error is { } error)
        {
            return new SampledNetwork(SampleOutcome.NoNetwork, point, default, error);
        }

        bool isWanted = measured.Costs is { } costs && _windows.All(w => w.Contains(costs)) && _onCosts.All(c => c.Holds(point, costs));
        return new SampledNetwork(isWanted ? SampleOutcome.Accepted : SampleOutcome.OtherCosts, point, measured.Costs ?? default, null);
    }

    /// <summary>The values that a point gives the parameters, in their order.</summary>
    public IEnumerable<KeyValuePair<SpaceParameter, Binding.Value>> ValuesAt(int[] point)
    {
        int first = 0;
        foreach (SpaceParameter parameter in _space.Parameters)
        {
            yield return new(parameter, parameter.At(point, first));
            first += parameter.Elements ?? 1;
        }
    }
}

/// <summary>What came of one attempt.</summary>
internal enum SampleOutcome
{
    /// <summary>A network that is wanted.</summary>
    Accepted,

    /// <summary>A constraint on structure that was not counted does not hold.</summary>
    NotInSpace,

    /// <summary>The arch has an error for these values.</summary>
    NoNetwork,

    /// <summary>It costs more or less than the space or the caller wants.</summary>
    OtherCosts,
}

/// <summary>One attempt of a sample.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Point">The place of each dimension's value in its domain.</param>
/// <param name="Costs">What the network costs, where it was built to the end.</param>
/// <param name="Error">Why there is no network.</param>
internal sealed record SampledNetwork(SampleOutcome Outcome, int[] Point, Costs Costs, Diagnostic? Error);
