using ArchDsl.Cli.Summaries;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Tests.Analysis;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Summaries;

public class SummaryTests
{
    private static readonly CostReport Small = CostReport.Of(SmallNetworks.Aggregating());
    private static readonly CostReport Pair = CostReport.Of(SmallNetworks.TwoInputs());

    [Fact]
    public void Text() => Snapshot.Verify(SummaryText.Render([Small, Pair], Style.Plain));

    [Fact]
    public void TextOfAPublishedNetwork() =>
        Snapshot.Verify(SummaryText.Render([CostReport.Of(PublishedNetworks.VoVNet39())], Style.Plain));

    [Fact]
    public void Markdown() => Snapshot.Verify(SummaryMarkdown.Render([Small, Pair]), "md");

    [Fact]
    public void Json() => Snapshot.Here().AddNamed("one", SummaryJson.Render([Small]), "json").AddNamed("several", SummaryJson.Render([Pair, Pair]), "json").Check();

    [Fact]
    public void ATerminalShowsBarsAndColours()
    {
        string text = SummaryText.Render([Small], Style.Ansi);
        Assert.Contains("\e[1mSmall\e[0m", text, StringComparison.Ordinal);
        Assert.Contains("█", text, StringComparison.Ordinal);
    }

    [Fact]
    public void PlainTextHasNoMarksAndNoBlanksAtLineEnds()
    {
        string text = SummaryText.Render([Small, Pair], Style.Plain);
        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain('█', text);
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }
}
