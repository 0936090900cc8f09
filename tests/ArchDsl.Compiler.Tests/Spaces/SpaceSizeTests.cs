using System.Globalization;
using System.Numerics;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Compiler.Tests.Spaces;

/// <summary>How many points a space has, against the papers and against counting them one by one.</summary>
public sealed class SpaceSizeTests
{
    // arXiv:2003.13678 §3: (16·128·3·6)^4 and so on.
    [Theory]
    [InlineData("AnyNetXA", "1846757322198614016", null)]
    [InlineData("AnyNetXB", "68398419340689408", null)]
    [InlineData("AnyNetXC", "316659348799488", null)]
    [InlineData("AnyNetXD", "13821510942720", 1.3e13)]
    [InlineData("AnyNetXE", "817446539520", 5.5e11)]
    [InlineData("RegNet", "301989888", null)]
    public void The_papers_figures_come_out(string name, string points, double? approximation)
    {
        SpaceSize size = SpaceTexts.Published(name).Size;
        Assert.Equal(points, size.Points.ToString(CultureInfo.InvariantCulture));
        Assert.True(size.IsExact);
        double? approximate = size.Unordered is { } unordered ? (double)unordered / (double)size.Orders : null;
        Assert.Equal(approximation is null, approximate is null);
        Assert.Equal(approximation ?? 0, approximate ?? 0, (approximation ?? 1) * 0.02);
    }

    [Theory]
    [InlineData("vary x: 1..7", 7)]
    [InlineData("vary x: 1..10 step 4", 3)]
    [InlineData("vary x: 0..<4", 4)]
    [InlineData("vary x: 5", 1)]
    [InlineData("vary x: [3, 3, 4]", 2)]
    [InlineData("vary y: 1..4; let k = 2 * y; require k > x * 4", 2)]
    [InlineData("vary x: 1..4; require twice == 4 or twice == 8", 2)]
    [InlineData("vary flag: [true, false], kind: [relu, silu, none]", 6)]
    [InlineData("vary a: 1..3", 27)]
    [InlineData("vary a: [[1, 2, 3], [3, 2, 1]]", 2)]
    [InlineData("vary a: 1..3; vary b: 1..2; require same(a); require ascending(b)", 9)]
    [InlineData("vary a: 1..4; require ascending(reverse(a))", 20)]
    [InlineData("vary a: 1..4; require same(a) and ascending(a)", 4)]
    [InlineData("vary a: 1..4; for i in 0..<2 { require a[i] < a[i + 1] }", 4)]
    [InlineData("vary a: 1..4; if a[0] > 2 { require same(a) } else { require a[1] == a[2] }", 10)]
    [InlineData("vary a: 1..4, x: 1..4; require a[1] == x when x > 2", 160)]
    [InlineData("vary x: 1..4; require 12 % x == 0, \"divides\"", 4)]
    [InlineData("vary x: 0..3; require 6 / x > 2 when x > 0", 3)]
    [InlineData("vary x: 1..4; require macs > 0", 4)]
    [InlineData("vary x: 1..4; require false", 0)]
    public void Small_spaces_are_counted(string body, int points)
    {
        DesignSpace space = SpaceTexts.Of(body);
        Assert.Equal(points, space.Size.Points);
        Assert.Equal(points, SpaceTexts.Points(space).Count());
        Assert.True(space.Size.IsExact);
    }

    [Theory]
    [InlineData("Base")]
    [InlineData("Copy")]
    public void A_default_written_with_a_point_varies_over_fractions(string original)
    {
        Compilation compilation = ArchCompiler.Compile(new ArchDsl.Compiler.Text.SourceText("scaled.arch",
            $$"""
            arch Base(scale = 1.0) { input x: 3x8x8; conv 3x3, 8 * scale }
            arch Copy = Base(scale: 2)
            space Scales = {{original}} { vary scale: [0.5, 1.0, 1.5] }

            """));
        Assert.Empty(compilation.Diagnostics);
        Assert.Equal(3, Assert.Single(compilation.Spaces).Size.Points);
    }

    [Fact]
    public void Random_spaces_have_as_many_points_as_there_are()
    {
        var random = new Random(5);
        string[] requirements =
        [
            "same(a)", "ascending(a)", "ascending(b)", "ascending(reverse(a))", "same(b)", "a[0] <= b[1]", "a[2] % x == 0", "x + y > 4", "sum(a) < 8", "b[0] != a[1]", "x * y == 6 or flag",
        ];
        for (int i = 0; i < 60; i++)
        {
            string required = string.Join("; ", requirements.Where(_ => random.Next(4) == 0).Select(r => "require " + r));
            string body = $"vary a: 1..{random.Next(1, 5)}, b: [{random.Next(1, 4)}, 4, 2], x: 1..{random.Next(1, 5)}; vary y: 2..{random.Next(2, 6)} step 2, flag: [true, false]; {required}";
            DesignSpace space = SpaceTexts.Of(body);
            Assert.True(space.Size.IsExact);
            Assert.True(space.Size.Points == SpaceTexts.Points(space).Count(), $"{space.Size.Points} points of: {body}");
        }
    }

    [Fact]
    public void Steps_are_exact()
    {
        SpaceParameter parameter = Assert.Single(SpaceTexts.Published("RegNetX400").Parameters, p => p.Name == "wm");
        Assert.Equal(101, parameter.Count);
        Assert.Equal(["2", "2.01", "2.02"], parameter.Values.Take(3));
        Assert.Equal("3", parameter.Values.Last());
    }

    [Fact]
    public void What_has_too_many_points_to_look_at_is_named()
    {
        SpaceSize size = SpaceTexts.Of("vary a: 1..200; vary b: 1..3; require sum(a) == 300; require same(b)").Size;
        Assert.Equal(["sum(a) == 300"], size.Uncounted.Select(c => c.Text));
        Assert.False(size.IsExact);
        Assert.Equal(BigInteger.Pow(200, 3) * 3, size.Points);
    }

    [Fact]
    public void A_space_of_a_space_has_its_domains_and_its_requirements()
    {
        DesignSpace space = SpaceTexts.Published("AnyNetXE");
        Assert.Equal("AnyNetXD", space.Origin);
        Assert.Equal(["same(bottle)", "same(group)", "ascending(width)", "ascending(depth)"], space.Constraints.Select(c => c.Text));
    }
}
