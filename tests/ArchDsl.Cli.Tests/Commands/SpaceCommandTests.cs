using System.Text.Json;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class SpaceCommandTests : IDisposable
{
    private const string Text = """
        arch Net(depth: int[2], width: int, kind: act = relu, runtime classes = 10) {
            input image: 3x16x16
            conv 3x3, width, act: kind
            for n in depth { for j in 0..<n { conv 3x3, groups: 8, stride: if j == 0 then 2 else 1 } }
            globalpool
            linear classes
        }
        /// Small networks.
        space Small = Net {
            vary depth: 1..3, width: 8..64 step 4, kind: [relu, silu]
            require ascending(depth), "later stages are deeper"
            require macs < 10M
        }
        space Smaller = Small { require depth[1] < 3 }
        """;

    private readonly ToolRun _tool = new();

    public SpaceCommandTests() => _tool.With("nets.arch", Text);

    [Fact]
    public void TextShowsWhatVariesAndHowManyNetworksThereAre()
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("space", "nets.arch", "--space", "Small"), _tool.Error));
        Assert.Equal(
            """
            Small  of Net
            Small networks.

            varies  type    domain        values
            depth   int[2]  1..3             3^2
            width   int     8..64 step 4      15
            kind    act     [relu, silu]       2

            requires          counted    why
            ascending(depth)  yes        later stages are deeper
            macs < 10M        no: costs

            points                exact  short
            size                    180  180
            as papers count              135 = 270 / 2, equal neighbours taken for different
            without requirements    270  270

            """.ReplaceLineEndings("\n"),
            _tool.Out);
    }

    [Fact]
    public void JsonListsEverySpace()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("space", "nets.arch", "--format", "json"));
        using JsonDocument json = JsonDocument.Parse(_tool.Out);
        JsonElement[] spaces = [.. json.RootElement.EnumerateArray()];
        Assert.Equal([("Small", 180), ("Smaller", 90)], spaces.Select(s => (s.GetProperty("space").GetString(), s.GetProperty("size").GetInt32())));
        Assert.All(spaces, s => Assert.True(s.GetProperty("exact").GetBoolean()));
        Assert.Equal(135, spaces[0].GetProperty("approximation").GetDouble(), 1e-9);
        Assert.Equal(["structure", "costs"], spaces[0].GetProperty("constraints").EnumerateArray().Select(c => c.GetProperty("on").GetString()));
    }

    [Fact]
    public void ASeedGivesTheSameRows()
    {
        string[] line = ["sample", "nets.arch", "--space", "Small", "--count", "50", "--seed", "9"];
        Assert.Equal(ExitCode.Ok, _tool.Run(line));
        string first = _tool.Out;
        Assert.Equal(ExitCode.Ok, _tool.Run(line));
        Assert.Equal(first, _tool.Out);
        Assert.Equal(50, first.Count(c => c == '\n'));
        Assert.Equal(ExitCode.Ok, _tool.Run("sample", "nets.arch", "--space", "Small", "--count", "20", "--seed", "9"));
        Assert.StartsWith(_tool.Out, first, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, _tool.Run("sample", "nets.arch", "--space", "Small", "--count", "50", "--seed", "10"));
        Assert.NotEqual(first, _tool.Out);
    }

    [Fact]
    public void RowsAreWithinTheWindowAndTheRequirements()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("sample", "nets.arch", "--space", "Small", "--count", "100", "--macs", "100K..1M", "--params", "..20K"));
        foreach (string line in _tool.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            Assert.InRange(row.RootElement.GetProperty("macs").GetInt64(), 100_000, 1_000_000);
            Assert.InRange(row.RootElement.GetProperty("params").GetInt64(), 1, 20_000);
            JsonElement arguments = row.RootElement.GetProperty("arguments");
            Assert.True(arguments.GetProperty("depth")[0].GetInt32() <= arguments.GetProperty("depth")[1].GetInt32());
            Assert.Equal(0, arguments.GetProperty("width").GetInt32() % 8);
            Assert.Contains(arguments.GetProperty("kind").GetString(), (string?[])["relu", "silu"]);
        }

        // Widths that 8 groups do not divide are no networks.
        Assert.Contains("without a network", _tool.Error, StringComparison.Ordinal);
        Assert.Contains("like nets.arch(4,57): error ARCH0403: conv: 8 groups do not divide 12 input channels", _tool.Error, StringComparison.Ordinal);
        Assert.Contains("with costs outside the window", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CsvHasAColumnForEachElementAndCost()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("sample", "nets.arch", "--space", "Small", "--count", "3", "--format", "csv"));
        string[] lines = _tool.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("depth[0],depth[1],width,kind,params,params_excluding_norm,macs,acts,memory_access,cio", lines[0]);
        Assert.Equal([10, 10, 10, 10], lines.Select(l => l.Split(',').Length));
    }

    [Fact]
    public void AWindowThatAcceptsNothingComesToAnEnd()
    {
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("sample", "nets.arch", "--space", "Small", "--macs", "1..2", "--attempts", "500"));
        Assert.Empty(_tool.Out);
        Assert.Contains("archdsl: 500 attempts gave 0 of 10 rows: 0 % of Small is wanted\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ASpaceWithoutPointsIsSaid()
    {
        _tool.With("none.arch", Text + "\nspace None = Small { require width > 64 }\n");
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("sample", "none.arch", "--space", "None"));
        Assert.Equal("archdsl: no point of None meets its requirements\n", _tool.Error);
    }

    [Theory]
    [InlineData("sample nets.arch", "several spaces")]
    [InlineData("sample nets.arch --space Smal", "did you mean Small?")]
    [InlineData("space nets.arch --space Net", "has no space Net")]
    [InlineData("sample nets.arch --space Small --macs 5", "is no window")]
    [InlineData("sample nets.arch --space Small --macs 5M..1M", "is no window")]
    [InlineData("sample nets.arch --space Small --count 0", "is no count")]
    public void AWrongCommandLineEndsWithTwo(string line, string message)
    {
        Assert.Equal(ExitCode.Usage, _tool.Run(line.Split(' ')));
        Assert.Contains(message, _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckAndFormatKnowSpaces()
    {
        Assert.Equal((ExitCode.Ok, "1 file, 0 networks: no findings\n"), (_tool.Run("check", "nets.arch"), _tool.Out));
        _tool.With("bad.arch", Text + "\nspace Bad = Small { require widht > 3 }\n");
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("check", "bad.arch"));
        Assert.Contains("error ARCH0202: there is no value `widht`", _tool.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, _tool.Run("format", "nets.arch"));
        Assert.Equal(ExitCode.Ok, _tool.Run("format", "nets.arch", "--verify"));
    }

    public void Dispose() => _tool.Dispose();
}
