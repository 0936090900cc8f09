using System.Numerics;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Compiler.Tests.Spaces;

/// <summary>What is drawn: uniform, the same for a seed, at the costs that the network has.</summary>
public sealed class SamplingTests
{
    // The bound is that of a chi-square which one draw in ten thousand passes; the seed is fixed, so the test does not waver.
    [Theory]
    [InlineData("vary x: 1..20")]
    [InlineData("vary a: 1..4; require ascending(a)")]
    [InlineData("vary a: 1..4, b: 1..3; require same(b) and a[0] <= b[0] and ascending(reverse(a))")]
    [InlineData("vary a: 1..3, x: 1..3; require sum(a) + x == 7")]
    public void Every_point_is_as_likely_as_any_other(string body)
    {
        DesignSpace space = SpaceTexts.Of(body);
        Dictionary<string, int> counts = SpaceTexts.Points(space).ToDictionary(Key, _ => 0);
        int draws = 400 * counts.Count;
        for (int i = 0; i < draws; i++)
        {
            counts[Key(space.Points.Draw(new Xoshiro256(11, (ulong)i)))]++;
        }

        double chiSquare = counts.Values.Sum(count => (count - 400.0) * (count - 400.0) / 400);
        double freedom = counts.Count - 1;
        Assert.True(chiSquare < freedom + (3.72 * Math.Sqrt(2 * freedom)) + 10, $"chi-square {chiSquare} with {freedom} degrees of freedom");
    }

    [Fact]
    public void What_was_not_counted_is_kept_by_every_row()
    {
        var sampler = new SpaceSampler(SpaceTexts.Of("vary a: 1..150; require sum(a) % 50 == 0"), 3, []);
        SampledNetwork[] drawn = Enumerable.Range(0, 2000).Select(i => sampler.Draw(i)).ToArray();
        Assert.Contains(drawn, d => d.Outcome == SampleOutcome.Accepted);
        Assert.All(drawn, d => Assert.Equal(d.Point.Sum(p => p + 1) % 50 == 0, d.Outcome == SampleOutcome.Accepted));
    }

    // Known blocks and loops are not run again: what is left must cost what the network costs.
    [Fact]
    public void A_row_has_the_costs_of_its_network()
    {
        DesignSpace space = SpaceTexts.Of("vary a: 1..3, b: 1..4, x: 1..2, flag: [true, false], kind: [relu, silu]");
        var sampler = new SpaceSampler(space, 7, []);
        for (int i = 0; i < 150; i++)
        {
            SampledNetwork drawn = sampler.Draw(i);
            string arguments = string.Join(", ", sampler.ValuesAt(drawn.Point).Select(v => $"{v.Key.Name}: {v.Value.ToText()}"));
            Assert.Equal(SampleOutcome.Accepted, drawn.Outcome);
            Assert.Equal(SpaceTexts.CostsOf(arguments), drawn.Costs);
        }
    }

    [Theory]
    [InlineData("AnyNetXA")]
    [InlineData("RegNet")]
    public void A_ceiling_changes_what_is_built_and_not_what_is_drawn(string name)
    {
        DesignSpace space = SpaceTexts.Published(name);
        var window = new CostWindow("macs", 100_000_000, 2_000_000_000);
        var all = new SpaceSampler(space, 1, []);
        var some = new SpaceSampler(space, 1, [window]);
        for (int i = 0; i < 300; i++)
        {
            (SampledNetwork one, SampledNetwork other) = (all.Draw(i), some.Draw(i));
            Assert.Equal(one.Point, other.Point);
            Assert.Equal(one.Outcome == SampleOutcome.Accepted && window.Contains(one.Costs), other.Outcome == SampleOutcome.Accepted);
            if (other.Outcome == SampleOutcome.Accepted)
            {
                Assert.Equal(one.Costs, other.Costs);
            }
        }
    }

    [Fact]
    public void A_network_that_does_not_compile_says_why()
    {
        var sampler = new SpaceSampler(SpaceTexts.Of("vary b: 1..2, y: [1, 2], x: [-2, 1]"), 1, []);
        SampledNetwork[] drawn = Enumerable.Range(0, 200).Select(i => sampler.Draw(i)).ToArray();
        Assert.Contains(drawn, d => d.Outcome == SampleOutcome.Accepted);
        Assert.All(drawn.Where(d => d.Outcome != SampleOutcome.Accepted), d => Assert.Equal("ARCH0303", d.Error?.Code));
        Assert.Contains(drawn, d => d.Error is not null);
    }

    [Fact]
    public void The_generator_gives_the_same_numbers_everywhere()
    {
        var random = new Xoshiro256(1, 0);
        ulong[] first = [random.Next(), random.Next(), random.Next()];
        Assert.Equal([9499910150703392507, 9239870797034134660, 13224218488648319568], first);
        Assert.NotEqual(first[0], new Xoshiro256(1, 1).Next());
        Assert.NotEqual(first[0], new Xoshiro256(2, 0).Next());
        BigInteger limit = BigInteger.Pow(10, 40);
        BigInteger[] large = Enumerable.Range(0, 400).Select(_ => random.Below(limit)).ToArray();
        Assert.All(large, n => Assert.InRange(n, BigInteger.Zero, limit - 1));
        Assert.InRange(large.Count(n => n < limit / 2), 160, 240);
    }

    private static string Key(int[] point) => string.Join(" ", point);
}
