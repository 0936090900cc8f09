using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>RegNet's quantised widths (arXiv:2003.13678): the published models, their stages and their figures.</summary>
public sealed class RegNetTests
{
    [Theory]
    [InlineData("RegNetX-200MF", "24, 36.44, 2.49, 13, 8, 0", "1,1,4,7", "24,56,152,368", "8,8,8,8", 2_684_792, 199_040_872, 2_164_056)]
    [InlineData("RegNetX-400MF", "24, 24.48, 2.54, 22, 16, 0", "1,2,7,12", "32,64,160,384", "16,16,16,16", 5_157_512, 397_678_568, 3_143_272)]
    [InlineData("RegNetX-600MF", "48, 36.97, 2.24, 16, 24, 0", "1,3,5,7", "48,96,240,528", "24,24,24,24", 6_196_040, 600_891_112, 3_975_096)]
    [InlineData("RegNetX-800MF", "56, 35.73, 2.28, 16, 16, 0", "1,3,7,5", "64,128,288,672", "16,16,16,16", 7_259_656, 799_700_712, 5_148_744)]
    [InlineData("RegNetX-1.6GF", "80, 34.01, 2.25, 18, 24, 0", "2,4,10,2", "72,168,408,912", "24,24,24,24", 9_190_136, 1_602_850_792, 7_933_512)]
    [InlineData("RegNetX-3.2GF", "88, 26.31, 2.25, 25, 48, 0", "2,6,15,2", "96,192,432,1008", "48,48,48,48", 15_296_552, 3_176_622_952, 11_367_432)]
    [InlineData("RegNetX-4.0GF", "96, 38.65, 2.43, 23, 40, 0", "2,5,14,2", "80,240,560,1360", "40,40,40,40", 22_118_248, 3_964_499_816, 12_201_608)]
    [InlineData("RegNetX-8.0GF", "80, 49.56, 2.88, 23, 120, 0", "2,5,15,1", "80,240,720,1920", "80,120,120,120", 39_572_648, 7_995_133_416, 14_059_688)]
    [InlineData("RegNetX-12GF", "168, 73.36, 2.37, 19, 112, 0", "2,5,11,1", "224,448,896,2240", "112,112,112,112", 46_106_056, 12_086_679_016, 21_366_568)]
    [InlineData("RegNetX-16GF", "216, 55.59, 2.1, 22, 128, 0", "2,6,13,1", "256,512,896,2048", "128,128,128,128", 54_278_536, 15_940_756_456, 25_515_496)]
    [InlineData("RegNetX-32GF", "320, 69.86, 2.0, 23, 168, 0", "2,7,13,1", "336,672,1344,2520", "168,168,168,168", 107_811_560, 31_735_930_792, 36_302_160)]
    [InlineData("RegNetY-200MF", "24, 36.44, 2.49, 13, 8, 1/4", "1,1,4,7", "24,56,152,368", "8,8,8,8", 3_162_996, 199_519_076, 2_168_052)]
    [InlineData("RegNetY-400MF", "48, 27.89, 2.09, 16, 8, 1/4", "1,3,6,6", "48,104,208,440", "8,8,8,8", 4_344_144, 401_849_056, 3_892_496)]
    [InlineData("RegNetY-600MF", "48, 32.54, 2.32, 15, 16, 1/4", "1,3,7,4", "48,112,256,608", "16,16,16,16", 6_055_160, 601_227_608, 4_334_296)]
    [InlineData("RegNetY-800MF", "56, 38.84, 2.4, 14, 16, 1/4", "1,3,8,2", "64,128,320,768", "16,16,16,16", 6_263_168, 797_183_328, 5_249_888)]
    [InlineData("RegNetY-1.6GF", "48, 20.71, 2.65, 27, 24, 1/4", "2,6,17,2", "48,120,336,888", "24,24,24,24", 11_202_430, 1_612_087_326, 8_044_814)]
    [InlineData("RegNetY-3.2GF", "80, 42.63, 2.66, 21, 24, 1/4", "2,5,13,1", "72,216,576,1512", "24,24,24,24", 19_436_338, 3_176_496_162, 11_263_418)]
    [InlineData("RegNetY-4.0GF", "96, 31.41, 2.24, 22, 64, 1/4", "2,6,12,2", "128,192,512,1088", "64,64,64,64", 20_646_656, 3_973_301_344, 12_287_200)]
    [InlineData("RegNetY-6.4GF", "112, 33.22, 2.27, 25, 72, 1/4", "2,7,14,2", "144,288,576,1296", "72,72,72,72", 30_583_252, 6_355_221_876, 16_407_188)]
    [InlineData("RegNetY-8.0GF", "192, 76.82, 2.19, 17, 56, 1/4", "2,4,10,1", "168,448,896,2016", "56,56,56,56", 39_180_068, 7_963_074_196, 17_968_916)]
    [InlineData("RegNetY-16GF", "200, 106.23, 2.48, 18, 112, 1/4", "2,4,11,1", "224,448,1232,3024", "112,112,112,112", 83_590_140, 15_911_534_044, 23_041_228)]
    [InlineData("RegNetY-32GF", "232, 115.89, 2.53, 20, 232, 1/4", "2,5,12,1", "232,696,1392,3712", "232,232,232,232", 145_046_770, 32_279_583_362, 30_261_570)]
    public void APublishedModelHasItsFigures(string name, string arguments, string depths, string widths, string groups, long parameters, long flops, long acts)
    {
        string text = ArchText.ReadNetworks("regnet.arch").Text + $"arch Published = RegNet({arguments})\n";
        Compilation compilation = ArchCompiler.Compile(new SourceText(name, text), new CompilerOptions { Arch = "Published" });
        Assert.Equal("", ArchText.Findings(compilation));
        Network network = Assert.Single(compilation.Networks);
        Costs total = CostReport.Of(network).Total;

        Assert.Equal((parameters, acts), (total.Params, total.Acts));

        // The published count of operations adds the biases of linear and attention layers.
        long biases = network.Weights.Where(w => w.Tensor.Role == WeightRole.Bias).Sum(w => w.Tensor.Elements);
        Assert.Equal(flops, total.Macs + biases);
        Assert.Equal((depths, widths, groups), Stages(network));
    }

    [Fact]
    public void TheNumberOfStagesIsAResult()
    {
        Assert.Equal("triple", Only("len(regnet_stages(64, 100, 3, 9, 8)) == 3", "triple"));
        Assert.Equal("single", Only("len(regnet_stages(64, 0, 2, 9, 8)) == 1", "single"));
    }

    // 392/16 = 24.5 and 80 * 2.25/8 = 22.5 are ties: to the even side.
    [Fact]
    public void TiesRoundToTheEvenSide()
    {
        Assert.Equal("wide", Only("regnet_stages(24, 24.48, 2.54, 22, 16)[3][1] == 384", "wide"));
        Assert.Equal("wide", Only("regnet_stages(80, 34.01, 2.25, 18, 24)[1][1] == 168", "wide"));
    }

    [Theory]
    [InlineData("regnet_stages(20, 1, 2, 4, 8)")]
    [InlineData("regnet_stages(24, -1, 2, 4, 8)")]
    [InlineData("regnet_stages(24, 1, 1, 4, 8)")]
    [InlineData("regnet_stages(24, 1, 2, 0, 8)")]
    [InlineData("regnet_stages(24, 1, 2, 4, 0)")]
    [InlineData("regnet_stages(24, 1, 1 + 1e-300, 4, 8)")]
    [InlineData("regnet_stages(8, 1e300, 1.0001, 4, 8)")]
    public void ArgumentsOutsideTheModelAreAnError(string call) =>
        Assert.StartsWith("ARCH0309: `regnet_stages`", ArchText.OnlyFindingIn($"let stages = {call}"));

    private static string Only(string condition, string name) =>
        ArchText.Body($"if {condition} {{ from x as {name} }}\n outputs {name}").Outputs[0].Name;

    private static (string Depths, string Widths, string Groups) Stages(Network network)
    {
        Scope[] stages = [.. network.Root.Scopes.Where(s => s.Kind == ScopeKind.Stage && s.Name != "stem")];
        string Join(Func<Scope, int> of) => string.Join(",", stages.Select(s => of(s).ToString(CultureInfo.InvariantCulture)));
        int Argument(Scope stage, string name) => int.Parse(stage.Scopes.First().Arguments.Single(a => a.Name == name).Text, CultureInfo.InvariantCulture);
        return (Join(s => s.Scopes.Count()), Join(s => Argument(s, "width")), Join(s => Argument(s, "group")));
    }
}
