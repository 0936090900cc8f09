using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>What <c>weights</c> makes of the keys of a network.</summary>
public sealed class DialectTests
{
    private const string Stages =
        "arch Net(first = 0, list: int[] = [0, 2, 5]) { input x: 4x8x8; for i in 1..2 { stage \"s{i}\" { for j in 1..2 { conv 1x1, bias: false as \"b{j}\" } } }; {0} }";

    // s1.b1.conv, s1.b2.conv, s2.b1.conv and s2.b2.conv become:
    [Theory]
    [InlineData("", "s1.b1.conv s1.b2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("rename \"s1\", \"layer1\"", "layer1.b1.conv layer1.b2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("rename \"s{i}\", \"layer{i}\"", "layer1.b1.conv layer1.b2.conv layer2.b1.conv layer2.b2.conv")]
    [InlineData("rename \"s{i}.b{j}\", \"block{i}.block{i}-{j - 1}\"", "block1.block1-0.conv block1.block1-1.conv block2.block2-0.conv block2.block2-1.conv")]
    [InlineData("rename \"s{i}.b{j}.conv\", \"{2 * i + j - 3}/conv\"", "0/conv 1/conv 2/conv 3/conv")]
    [InlineData("rename \"s{i}.b{j}\", \"features.{list[i] + j}\"", "features.3.conv features.4.conv features.6.conv features.7.conv")]
    [InlineData("rename \"s{i}.b{j}\", \"features.{[0, 2, 5][i] + j + first}\"", "features.3.conv features.4.conv features.6.conv features.7.conv")]
    [InlineData("rename \"b{i}\", \"{if i == 1 then \"\" else \"x\"}\"", null)]
    [InlineData("rename \"s{i}.b{j}\", if j == 1 then \"{i}.first\" else \"{i}.rest.{j - 2}\"", "1.first.conv 1.rest.0.conv 2.first.conv 2.rest.0.conv")]
    [InlineData("rename \"conv\", \"\"", "s1.b1 s1.b2 s2.b1 s2.b2")]
    [InlineData("rename \"s{i}.b{i}\", \"same{i}\"", "same1.conv s1.b2.conv s2.b1.conv same2.conv")]
    [InlineData("rename \"s\", \"t\"; rename \"1\", \"t\"; rename \"onv\", \"t\"; rename \"s{i}b\", \"t\"", "s1.b1.conv s1.b2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("rename \"s1.b1\", \"s1.b3\"; rename \"s1.b{j}\", \"t{j}\"", "t3.conv t2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("for i in 1..2 { rename \"s{i}.b1\", \"t{i + 4}\" }", "t5.conv s1.b2.conv t6.conv s2.b2.conv")]
    [InlineData("for i, n in [7, 9] { rename \"s{i + 1}.b{j}\", \"{n}.{j}\" }", "7.1.conv 7.2.conv 9.1.conv 9.2.conv")]
    [InlineData("let k = 1; rename \"s{k}\", \"one{k}\"; let k = 2; rename \"s{k}\", \"two{k}\"", "one1.b1.conv one1.b2.conv two2.b1.conv two2.b2.conv")]
    [InlineData("let k = 1; rename \"s1\", \"{k}\"; let k = 2; rename \"s2\", \"{k}\"", "1.b1.conv 1.b2.conv 2.b1.conv 2.b2.conv")]
    [InlineData("if first == 0 { rename \"s1\", \"t\" } else { rename \"s2\", \"t\" }", "t.b1.conv t.b2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("rename \"s1\", \"t\" when first > 0", "s1.b1.conv s1.b2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("rename \"s{first}\", \"t{first}\"", "t1.b1.conv t1.b2.conv t2.b1.conv t2.b2.conv")]
    [InlineData("rename \"s{(first + 1)}\", \"t\"", "t.b1.conv t.b2.conv s2.b1.conv s2.b2.conv")]
    [InlineData("let from = \"s2.b1\"; rename from, \"a.\" + \"b\"", "s1.b1.conv s1.b2.conv a.b.conv s2.b2.conv")]
    [InlineData("rename \"s{i}\", \"stage{i + 1}/OSA-{i}\"", "stage2/OSA-1.b1.conv stage2/OSA-1.b2.conv stage3/OSA-2.b1.conv stage3/OSA-2.b2.conv")]
    public void RulesRunInOrder(string rules, string? modules)
    {
        if (modules is null)
        {
            Assert.NotEmpty(ArchText.Compile(Text(rules)).Diagnostics);
            return;
        }

        Network network = ArchText.Network(Text(rules));
        WeightDialect dialect = Assert.Single(network.Dialects);
        Assert.Equal("other", dialect.Name);
        Assert.Equal(network.Weights.Select(w => w.Key), dialect.Keys.Select(k => k.Own));
        Assert.Equal(modules, string.Join(" ", dialect.Keys.Select(k => k.Foreign[..^".weight".Length])));
    }

    // A rule fits anywhere in a key, but once.
    [Theory]
    [InlineData("conv", "x", "x.conv.conv.conv.weight")]
    [InlineData("conv.conv", "x", "x.conv.conv.weight")]
    [InlineData("conv.weight", "w", "conv.conv.conv.w")]
    [InlineData("conv.conv.conv", "", "conv.weight")]
    public void TheFirstPlaceCounts(string from, string to, string key)
    {
        Network network = ArchText.Network(
            $"arch Net {{ input x: 4x8x8; a as conv; weights other {{ rename \"{from}\", \"{to}\" }} }}\nblock a {{ b as conv }}\nblock b {{ conv 1x1, bias: false as conv }}");
        Assert.Equal("conv.conv.conv.conv.weight", network.Dialects[0].Keys[0].Own);
        Assert.Equal(key, network.Dialects[0].Keys[0].Foreign);
    }

    [Fact]
    public void ACopyInheritsDialectsWithItsOwnParameters()
    {
        const string Text = """
            arch Net(from = 1) {
                input x: 4x8x8
                stage s { conv 1x1, bias: false }
                weights one { rename "conv1", "a{from}" }
                weights two { rename "conv1", "b{from}" }
            }
            arch Copy = Net(from: 7)
            arch Own = Copy { weights one { rename "conv{k}", "c{k + from}" }; weights three { } }
            """;
        Compilation compilation = ArchText.Compile(Text);
        Assert.Equal("", ArchText.Findings(compilation));
        Assert.Equal(
            ["one: s.a1.conv.weight, two: s.b1.conv.weight", "one: s.a7.conv.weight, two: s.b7.conv.weight", "one: s.c8.conv.weight, two: s.b7.conv.weight, three: s.conv1.conv.weight"],
            compilation.Networks.Select(n => string.Join(", ", n.Dialects.Select(d => $"{d.Name}: {d.Keys[0].Foreign}"))));
    }

    [Fact]
    public void DialectsFollowTheEditsOfACopy()
    {
        const string Text = """
            arch Net {
                input x: 4x8x8
                stage s { conv 1x1, bias: false }
                weights other { rename "s.conv1", "conv"; rename "conv{i}", "cc{i}" }
            }
            arch Copy = Net { replace conv { conv 3x3; conv 1x1, bias: false } }
            """;
        Network copy = ArchText.Compile(Text).Networks[1];
        Assert.Equal(["conv.conv.weight", "conv.conv.bias", "s.cc2.conv.weight"], copy.Dialects[0].Keys.Select(k => k.Foreign));
    }

    // All errors of a dialect have their place; one of a key names the key.
    [Theory]
    [InlineData("rename \"s{i}.b{j}\", \"t{[4][j]}\"", "ARCH0305: index 1 is outside a list of 1, at the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s{i}.b{j}\", \"t{j / 2}\"", "ARCH0302: a number in a key wants a whole number, got 0.5, at the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s{i}.b{j}\", \"t{i}.{j - 2}\"", "ARCH0303: a number in a key is at least 0, got -1, at the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s{i}.b{j}\", \"t{1 / (j - 1)}\"", "ARCH0304: division by zero, at the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s{i}.b{j}\", \"t{[j]}\"", "ARCH0301: a hole wants a whole number or a text, got a list of 1, at the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s{i}.b{j}\", \"t{k}\"", "ARCH0202: there is no value `k`, at the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s{i}\", \"t\"", "ARCH1102: in `other` the weights `s1.b1.conv.weight` and `s2.b1.conv.weight` are both `t.b1.conv.weight`")]
    [InlineData("rename \"s{i}{j}\", \"t\"", "ARCH1101: where `{i}` ends is open: another hole follows")]
    [InlineData("rename \"s{i}0\", \"t\"", "ARCH1101: where `{i}` ends is open: a digit follows")]
    [InlineData("rename \"\", \"t\"", "ARCH1101: there is no segment to rename")]
    [InlineData("rename \"s1..b1\", \"t\"", "ARCH1101: a segment between two dots is empty")]
    [InlineData("rename \"s1.b1\", \"t..u\"", "ARCH1101: a segment of `t..u` is empty")]
    [InlineData("rename \"s1.b1.conv.weight\", \"\"", "ARCH1101: nothing is left of the key `s1.b1.conv.weight`")]
    [InlineData("rename \"s1\"", "ARCH0207: `rename` needs `TO`: two texts, as in `rename \"stem.conv1\", \"conv1\"`")]
    [InlineData("rename \"s1\", \"a\", \"b\"", "ARCH0208: `rename` takes at most 2 arguments")]
    [InlineData("rename 3, \"a\"", "ARCH0301: `rename` wants a text of the segments to rename, got the number 3")]
    [InlineData("rename \"{c}\", \"a\"", "ARCH0206: `c` is reserved and cannot be a name")]
    [InlineData("renam \"s1\", \"a\"", "ARCH0201: there is no statement or block `renam`")]
    [InlineData("conv 3x3", "ARCH0212: `conv` stands elsewhere: `weights` holds `rename`, `let`, `for` and `if` alone")]
    [InlineData("for i in 0..<9000 { rename \"a{i}\", \"b\"; rename \"c\", \"d\"; rename \"e\", \"f\"; rename \"g\", \"h\"; rename \"i\", \"j\"; rename \"k\", \"l\"; rename \"m\", \"n\"; rename \"o\", \"p\" }", "ARCH0502: the rules of `other` and the keys of the network are more than 5000000 pairs")]
    public void AWrongRuleIsOneFinding(string rules, string finding) => Assert.Equal(finding, ArchText.OnlyFinding(Text(rules, layers: finding.Contains("pairs", StringComparison.Ordinal) ? 80 : 1)));

    [Theory]
    [InlineData("rename \"a\", \"b\"", "ARCH0212: `rename` stands in weights: weights NAME { … }")]
    [InlineData("weights { }", "ARCH0207: `weights` needs `NAME`: a name or a text, as in `weights torchvision { … }`")]
    [InlineData("weights \"a-b\" { }", "ARCH0301: wanted a dialect name of letters, digits and _, got \"a-b\"")]
    [InlineData("weights a { }; weights a { }", "ARCH0205: `a` is already the name of another `weights` of this arch")]
    [InlineData("stage s { weights a { } }", "ARCH0212: `weights` stands at the level of an arch, not in a block, stage or other body")]
    public void AWrongStatementIsOneFinding(string statements, string finding) => Assert.Equal(finding, ArchText.OnlyFindingIn($"conv 1x1; {statements}"));

    // A template's text is looked at although nothing runs it.
    [Fact]
    public void ATemplateIsCheckedToo() => Assert.Equal(
        "ARCH0202: there is no value `k`",
        ArchText.OnlyFinding("arch Net(n: int) { input x: 4x8x8; conv 1x1, n; weights other { rename \"s{i}\", \"t{i + k}\" } }"));

    private static string Text(string rules, int layers = 1) => Stages
        .Replace("{0}", (layers > 1 ? $"repeat {layers} {{ conv 1x1 }}; " : "") + $"weights other {{ {rules} }}", StringComparison.Ordinal);
}
