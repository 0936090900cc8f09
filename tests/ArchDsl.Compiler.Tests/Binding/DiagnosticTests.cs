using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>What is said about broken files: every code, both sides of what does not fit, one error for one mistake.</summary>
public sealed class DiagnosticTests
{
    private static readonly (string Path, string Text)[] Imports =
    [
        ("left.arch", "import \"common.arch\"\nblock shared { pass }\nblock from_left { pass }"),
        ("right.arch", "import \"common.arch\"\nblock shared { pass }\nblock from_right { pass }"),
        ("common.arch", "block common { pass }"),
        ("circle.arch", "import \"back.arch\""),
        ("back.arch", "import \"circle.arch\""),
    ];

    public static TheoryData<string> Files => [.. Names];

    private static IEnumerable<string> Names => Directory
        .EnumerateFiles(ArchText.Folder("Broken"), "*.arch")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .OrderBy(name => name, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Findings(string file)
    {
        SourceText source = Read(file);
        Snapshot.Here().With("file", file).Add(AnnotatedText.Of(source, Compile(file).Diagnostics)).Check();
    }

    [Fact]
    public void EveryCodeIsExercised()
    {
        IEnumerable<string> met = Names.SelectMany(name => Compile(name).Diagnostics).Select(d => d.Code).Append("ARCH0504");
        IEnumerable<string> all = DiagnosticCatalog.All.Select(d => d.Code).Where(code => string.CompareOrdinal(code, "ARCH0200") > 0 && !code.StartsWith("ARCH09", StringComparison.Ordinal));

        Assert.Empty(all.Except(met));
    }

    [Fact]
    public void EveryMessageKeepsTheForm()
    {
        foreach (Diagnostic diagnostic in Names.SelectMany(name => Compile(name).Diagnostics))
        {
            Assert.False(diagnostic.Message.EndsWith('.'), diagnostic.Message);
            Assert.False(char.IsUpper(diagnostic.Message[0]) && char.IsLower(diagnostic.Message[1]) && !diagnostic.Message.StartsWith("MAC", StringComparison.Ordinal), diagnostic.Message);
            Assert.DoesNotContain("ArchDsl", diagnostic.Message, StringComparison.Ordinal);
            Assert.NotEqual("", diagnostic.Help);
            Assert.Equal(diagnostic.Severity, DiagnosticCatalog.Find(diagnostic.Code)?.Severity);
        }
    }

    [Fact]
    public void NoPlaceHasTheSameFindingTwice() => Assert.All(Names, name =>
    {
        Diagnostic[] findings = [.. Compile(name).Diagnostics];
        Assert.Equal(findings.Length, findings.Select(d => (d.Location, d.Message)).Distinct().Count());
    });

    // Where shapes do not fit, both are in the message and where each came from stands behind it.
    [Theory]
    [InlineData("maxpool 2 as half; add x, half", "16x32x32", "16x16x16")]
    [InlineData("conv 1x1, 8 as y; add x, y", "16x32x32", "8x32x32")]
    [InlineData("conv 1x1, 8 as y; maxpool 2; concat y, this", "8x32x32", "8x16x16")]
    [InlineData("residual { conv 3x3, 8 }", "8x32x32", "16x32x32")]
    [InlineData("branch { conv 3x3, stride: 2 } { maxpool 3 }", "16x16x16", "16x10x10")]
    public void BothShapesAreNamedWithTheirPlaces(string statements, string first, string second)
    {
        Diagnostic diagnostic = Assert.Single(ArchText.Compile(ArchText.InArch(statements)).Diagnostics);

        Assert.Contains(first, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(second, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(2, diagnostic.Related.Count);
    }

    // A slip of the pen costs nothing but itself: what is wrong elsewhere in the arch is still said.
    [Theory]
    [InlineData("conv 3x3 64\n conv 3x3, widht", "ARCH0116 ARCH0202")]
    [InlineData("conv 3x3, groups: 5\n conv 3x3 64", "ARCH0403 ARCH0116")]
    [InlineData("conv 3x3 64 as y\n from y", "ARCH0116")]
    [InlineData("let width 64\n conv 3x3, width", "ARCH0104")]
    [InlineData("let = 64\n conv 3x3, width", "ARCH0104")]
    [InlineData("stage s { conv 3x3, 64 stride: 2 }\n expect params: 3, s: 64x16x16", "ARCH0116")]
    [InlineData("residual { conv 3x3, 8 }\n conv 3x3, (8", "ARCH0402 ARCH0110")]
    public void ASyntaxErrorLeavesTheOthersTheirVoice(string statements, string codes) =>
        Assert.Equal(codes, string.Join(" ", ArchText.Compile(ArchText.InArch(statements)).Diagnostics.Select(d => d.Code)));

    // What follows from a slip is no error of its own.
    [Theory]
    [InlineData("stge stem { conv 3x3, 8 }\n stage two { concat stem, this }\n expect stem: 8x32x32", "ARCH0201")]
    [InlineData("inptu image: 3x8x8\n from image", "ARCH0201")]
    [InlineData("stge stem { conv 3x3, 9; cnv 3x3 }\n stage two { from x; conv 3x3, groups: 5 }", "ARCH0201 ARCH0201 ARCH0403")]
    [InlineData("stage s {{ conv 3x3, 8 }\n stage t { conv 3x3, 8 }\n head { linear 3 }", "ARCH0106")]
    [InlineData("repeat 2 { { conv 3x3, 8 }\n cnv 3x3, 8", "ARCH0106 ARCH0201")]
    [InlineData("haed { globalpool }\n outputs head", "ARCH0201")]
    [InlineData("let w = -8\n conv 3x3, w\n conv 1x1, w * 1\n conv 1x1, -8", "ARCH0303 ARCH0303")]
    [InlineData("for w in [1/3] { conv 3x3, 8, stride: w; conv 3x3, 9, stride: w }", "ARCH0302")]
    public void OneSlipIsOneError(string statements, string codes) =>
        Assert.Equal(codes, string.Join(" ", ArchText.Compile(ArchText.InArch(statements)).Diagnostics.Select(d => d.Code)));

    [Theory]
    [InlineData("arch A(runtime classes = 3) { input x: 8x8x8; defaults atc: relu; act; norm; conv 1x1, 3 * (classes + 5) }", "ARCH0204")]
    [InlineData("block b(n: intx, body: block) { conv n, 8; body }\narch A { input x: 8x8x8; b 3 { conv 3x3, 8 }; b true { pass } }", "ARCH0216")]
    [InlineData("block b(body: blok) { body }\narch A { input x: 8x8x8; b { conv 3x3, 8 } }", "ARCH0216")]
    [InlineData("arch T(n: intx[2]) { input x: 8x8x8; for i in n { conv 3x3, i } }\narch A = T(2)", "ARCH0216")]
    public void OneSlipOfAFileIsOneError(string text, string codes) =>
        Assert.Equal(codes, string.Join(" ", ArchText.Compile(text).Diagnostics.Select(d => d.Code)));

    [Fact]
    public void AFigureIsQuotedWithoutItsComment() =>
        Assert.StartsWith("params: expected 5, counted", Assert.Single(ArchText.Compile(ArchText.InArch("conv 3x3, 8\n expect params: 5 // paper")).Diagnostics).Message, StringComparison.Ordinal);

    // A norm or activation that nobody knows leaves the shape known.
    [Theory]
    [InlineData("conv 3x3, 6, act: relo\n conv 3x3, groups: 4", "ARCH0202 ARCH0403")]
    [InlineData("conv 3x3, 6, norm: bach\n norm bach\n act relo\n conv 3x3, groups: 4\n expect params: 1", "ARCH0202 ARCH0202 ARCH0202 ARCH0403")]
    [InlineData("defaults act: relo\n act\n conv 3x3, groups: 5", "ARCH0202 ARCH0403")]
    public void AnUnknownStyleLeavesTheShapesTheirVoice(string statements, string codes) =>
        Assert.Equal(codes, string.Join(" ", ArchText.Compile(ArchText.InArch(statements)).Diagnostics.Select(d => d.Code)));

    [Theory]
    [InlineData("conv 3x3, q")]
    [InlineData("for i in 0..<2 { conv 3x3, j }")]
    public void ALetterIsNotNearAnother(string statements) => Assert.Null(Assert.Single(ArchText.Compile(ArchText.InArch(statements)).Diagnostics).Help);

    [Fact]
    public void TheOtherDeclarationsOfAFileAreCheckedToo() =>
        Assert.Equal(
            "ARCH0105 ARCH0202 ARCH0403",
            string.Join(" ", ArchText.Compile("block a { conv 3x3, }\nblock b { conv 3x3, widht }\narch A { input x: 8x8x8; conv 3x3, groups: 3 }").Diagnostics.Select(d => d.Code).Select(c => c == "ARCH0119" ? "ARCH0105" : c)));

    private static Compilation Compile(string file) => ArchCompiler.Compile(Read(file), new CompilerOptions
    {
        ResolveImport = (_, path) => Imports.Where(i => i.Path == path).Select(i => new SourceText(i.Path, i.Text)).FirstOrDefault(),
    });

    private static SourceText Read(string file) => new(file + ".arch", File.ReadAllText(Path.Combine(ArchText.Folder("Broken"), file + ".arch")));
}
