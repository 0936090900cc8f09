using System.Text.Json;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public void AGoodFileEndsWithZero()
    {
        _tool.With("nets.arch", Samples.Nets);
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("check", "nets.arch"), _tool.Error));
        Assert.Equal("1 file, 2 networks: no findings\n", _tool.Out);
    }

    [Fact]
    public void AnErrorEndsWithOneAndQuotesTheLine()
    {
        _tool.With("models/net.arch", Samples.Broken);
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "models"));
        Assert.StartsWith("models/net.arch(3,", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("    3 |     conv 3x3, 10, groups: 4\n", _tool.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 file, 0 networks: 1 error\n", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportsAreFoundBesideTheFile()
    {
        _tool.With("models/net.arch", Samples.Importing).With("models/blocks/pair.arch", Samples.Pair);
        Assert.Equal((ExitCode.Ok, "1 file, 1 network: no findings\n"), (_tool.Run("check", "models/net.arch"), _tool.Out));
    }

    [Fact]
    public void AMissingImportIsAnError()
    {
        _tool.With("net.arch", Samples.Importing);
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "net.arch"));
        Assert.StartsWith("net.arch(1,8): error ", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongWithAnImportIsSaidOnce()
    {
        _tool.With("a.arch", "import \"bad.arch\"\n").With("b.arch", "import \"bad.arch\"\n").With("bad.arch", "block x( {\n");
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "."));
        string[] findings = _tool.Out.Split('\n').Where(l => l.Contains(": error ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(findings);
        Assert.Equal(findings.Length, findings.Distinct().Count());
    }

    [Fact]
    public void JsonListsFindings()
    {
        _tool.With("net.arch", Samples.Broken);
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "net.arch", "--format", "json"));
        using JsonDocument json = JsonDocument.Parse(_tool.Out);
        JsonElement finding = Assert.Single(json.RootElement.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(1, json.RootElement.GetProperty("errors").GetInt32());
        Assert.Equal(("net.arch", 3), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32()));
    }

    [Fact]
    public void SarifExplainsItsRules()
    {
        _tool.With("net.arch", Samples.Broken);
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "net.arch", "--format", "sarif"));
        using JsonDocument sarif = JsonDocument.Parse(_tool.Out);
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        JsonElement rule = Assert.Single(run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray());
        Assert.NotEmpty(rule.GetProperty("fullDescription").GetProperty("text").GetString()!);
        Assert.Single(run.GetProperty("results").EnumerateArray());
    }

    [Fact]
    public void SarifOfAGoodFileHasNoResults()
    {
        _tool.With("nets.arch", Samples.Nets);
        Assert.Equal(ExitCode.Ok, _tool.Run("check", "nets.arch", "--format", "sarif"));
        using JsonDocument sarif = JsonDocument.Parse(_tool.Out);
        Assert.Empty(sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
    }

    [Fact]
    public void StandardInputIsChecked()
    {
        _tool.StandardInput = Samples.Broken;
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "-"));
        Assert.StartsWith("<stdin>(3,", _tool.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
