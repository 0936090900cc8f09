using System.Text.Json;
using ArchDsl.Cli.Diagnostics;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Diagnostics;

public class DiagnosticTests
{
    private const string Text = "arch Net {\n\tinput image: 3x32x32\n\tconv 3x3, 10, groups: 4\n}\n";
    private static readonly SourceText Source = new("models/my net.arch", Text);
    private static readonly Diagnostic[] Findings =
    [
        new(
            "ARCH0302",
            DiagnosticSeverity.Error,
            "4 groups do not divide 3 input channels (3 in, 10 out)",
            At("groups: 4"),
            "1 groups divide both",
            EquatableArray<RelatedLocation>.Of(new RelatedLocation(At("3x32x32"), "the input is 3x32x32"))),
        new("ARCH0901", DiagnosticSeverity.Warning, "the network has no head", At("Net {\n\tinput")),
    ];

    [Fact]
    public void TextQuotesTheLine() => Snapshot.Verify(new DiagnosticText(_ => Source, Style.Plain).Render(Findings));

    [Fact]
    public void Json() => Snapshot.Verify(DiagnosticJson.Render(Findings), "json");

    [Fact]
    public void Sarif() => Snapshot.Verify(
        DiagnosticSarif.Render(Findings, code => code == "ARCH0302" ? new DiagnosticDescriptor(code, DiagnosticSeverity.Error, "groups do not divide", "Every group needs as many channels.") : null),
        "json");

    [Fact]
    public void TextWithoutASourceIsTheMessageAlone() => Assert.Equal(
        "models/my net.arch(1,6): warning ARCH0901: the network has no head\n",
        new DiagnosticText(_ => null, Style.Plain).Render([Findings[1]]));

    [Fact]
    public void TheEndOfTheTextCanBeMarked()
    {
        var diagnostic = new Diagnostic("ARCH0101", DiagnosticSeverity.Error, "expected }", Source.GetLocation(new TextSpan(Text.Length, 0)));
        Assert.Equal(
            "models/my net.arch(5,1): error ARCH0101: expected }\n    5 | \n      | ^\n",
            new DiagnosticText(_ => Source, Style.Plain).Render([diagnostic]));
    }

    [Fact]
    public void SarifPointsIntoRules()
    {
        using JsonDocument sarif = JsonDocument.Parse(DiagnosticSarif.Render(Findings, _ => null));
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        JsonElement rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (JsonElement result in run.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        }
    }

    [Fact]
    public void CountsAreWordsForPeople()
    {
        Assert.Equal("1 error, 1 warning", DiagnosticText.Count(Findings));
        Assert.Equal("2 errors", DiagnosticText.Count([Findings[0], Findings[0]]));
        Assert.Equal("", DiagnosticText.Count([]));
    }

    private static SourceLocation At(string part) =>
        Source.GetLocation(new TextSpan(Text.IndexOf(part, StringComparison.Ordinal), part.Length));
}
