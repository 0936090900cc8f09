using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Published networks, written in the language, have their published figures to the digit.</summary>
public sealed class PublishedNetworkTests
{
    [Theory]
    [InlineData("resnet.arch", "ResNet50", 25_557_032, 4_089_184_256, 11_114_984, 320)]
    [InlineData("resnet.arch", "ResNet101", 44_549_160, 7_801_405_440, 16_232_936, 626)]
    [InlineData("resnet.arch", "ResNeXt50", 25_028_904, 4_230_479_872, 14_401_512, 320)]
    [InlineData("resnet.arch", "SEResNet50", 28_088_024, 4_091_699_200, 11_131_032, 384)]
    [InlineData("densenet.arch", "DenseNet121", 7_978_856, 2_834_161_664, 6_900_200, 727)]
    [InlineData("densenet.arch", "DenseNet169", 14_149_480, 3_359_843_328, 7_301_608, 1015)]
    [InlineData("densenet.arch", "DenseNet201", 20_013_928, 4_291_365_888, 7_853_544, 1207)]
    [InlineData("vgg.arch", "VGG16", 138_357_544, 15_470_264_320, 13_556_712, 32)]
    [InlineData("vgg.arch", "VGG16BN", 138_365_992, 15_470_264_320, 13_556_712, 97)]
    [InlineData("mobile.arch", "MobileNetV1", 4_231_976, 568_740_352, 5_043_688, 164)]
    [InlineData("mobile.arch", "MobileNetV2", 3_504_872, 300_774_272, 6_679_112, 314)]
    [InlineData("mobile.arch", "MobileNetV3Large", 5_483_032, 216_589_760, 4_407_168, 312)]
    [InlineData("mobile.arch", "EfficientNetB0", 5_288_548, 385_814_752, 6_748_036, 360)]
    [InlineData("shufflenet.arch", "ShuffleNetV2x05", 1_366_792, 40_476_448, 1_024_904, 338)]
    [InlineData("shufflenet.arch", "ShuffleNetV2x10", 2_278_604, 144_907_992, 1_951_200, 338)]
    [InlineData("shufflenet.arch", "ShuffleNetV2x20", 7_393_996, 583_253_464, 3_744_992, 338)]
    [InlineData("csp.arch", "CSPDarknet53", 27_642_184, 6_533_652_480, 16_810_984, 404)]
    [InlineData("csp.arch", "CSPResNet50", 21_616_168, 4_517_240_832, 11_502_568, 332)]
    [InlineData("cs3darknet.arch", "Cs3DarknetS", 3_276_344, 712_232_960, 2_966_504, 194)]
    [InlineData("cs3darknet.arch", "Cs3DarknetM", 9_310_240, 2_068_690_944, 5_284_840, 254)]
    [InlineData("cs3darknet.arch", "Cs3DarknetL", 21_164_168, 4_847_017_984, 8_553_448, 338)]
    [InlineData("cs3darknet.arch", "Cs3DarknetX", 35_046_320, 8_355_153_920, 11_346_920, 374)]
    [InlineData("cs3darknet.arch", "Cs3DarknetFocusL", 21_151_720, 4_644_118_528, 8_029_160, 332)]
    [InlineData("cs3darknet.arch", "Cs3SEDarknetL", 21_913_592, 4_847_761_408, 8_559_448, 422)]
    [InlineData("vovnet.arch", "VoVNet27Slim", 3_525_736, 2_176_695_296, 4_149_144, 164)]
    [InlineData("vovnet.arch", "VoVNet39", 22_600_296, 7_072_227_328, 6_733_992, 236)]
    [InlineData("vovnet.arch", "VoVNet57", 36_640_296, 8_930_144_256, 7_516_424, 344)]
    [InlineData("vovnet.arch", "VoVNet39b", 24_568_936, 7_074_193_408, 6_736_552, 244)]
    [InlineData("vovnet.arch", "VoVNet57b", 38_608_936, 8_932_110_336, 7_518_984, 352)]
    [InlineData("vovnet.arch", "VoVNet19SlimDw", 1_897_752, 398_071_376, 5_277_800, 156)]
    [InlineData("vovnet.arch", "VoVNet19Dw", 6_543_080, 1_333_489_824, 8_246_536, 162)]
    [InlineData("vovnet.arch", "VoVNet19Slim", 3_166_136, 1_680_214_784, 3_524_776, 124)]
    [InlineData("regnet.arch", "RegNetX400MFtv", 5_495_976, 413_812_608, 3_174_632, 428)]
    [InlineData("regnet.arch", "RegNetY800MFtv", 6_432_512, 833_856_256, 5_420_896, 340)]
    [InlineData("regnet.arch", "RegNetY8GFtv", 39_381_472, 8_473_070_592, 19_725_216, 406)]
    public void HasItsPublishedFigures(string file, string arch, long parameters, long macs, long acts, int tensors)
    {
        Network network = Compile(file, arch);
        Costs total = CostReport.Of(network).Total;

        Assert.Equal((parameters, macs, acts), (total.Params, total.Macs, total.Acts));
        Assert.Equal(tensors, network.Weights.Count());
    }

    // The figures of these files stand in their own `expect` statements.
    [Theory]
    [InlineData("compconv.arch", "CompConvResNet50")]
    [InlineData("pelee.arch", "PeleeNet")]
    [InlineData("densenet.arch", "DenseNet40")]
    [InlineData("csp.arch", "DarknetCSPResNet50")]
    [InlineData("csp.arch", "DarknetCSPResNeXt50")]
    [InlineData("pyramids.arch", "Efm")]
    public void MeetsItsExpectations(string file, string arch) =>
        Assert.Equal(arch, Compile(file, arch).Name);

    [Fact]
    public void EveryFileOfNetworksIsFreeOfFindings()
    {
        foreach (string file in Directory.EnumerateFiles(ArchText.NetworkFolder, "*.arch").Select(p => Path.GetFileName(p)!))
        {
            Compilation compilation = ArchText.CompileNetworks(file);
            Assert.Equal("", ArchText.Findings(compilation));
            Assert.NotEmpty(compilation.Networks);
        }
    }

    // 1x1 and 3x3 convolutions with norm, 64 wide: 32->64->128->256 of stride 2 behind a 16-wide stem.
    [Fact]
    public void AFeaturePyramidNamesItsOutputs()
    {
        Network network = Compile("pyramids.arch", "Pan");

        Assert.True(network.NamesOutputs);
        Assert.Equal(["p3 64x14x14", "mid 64x7x7", "top 64x4x4"], network.Outputs.Select(o => $"{o.Name} {o.Node.Shape}"));
        long Conv(long from, long to, int kernel) => (from * to * kernel * kernel) + (2 * to);
        long backbone = Conv(3, 16, 3) + Conv(16, 32, 3) + Conv(32, 64, 3) + Conv(64, 128, 3) + Conv(128, 256, 3);
        long lateral = Conv(256, 64, 1) + Conv(128, 64, 1) + Conv(64, 64, 1) + (4 * Conv(64, 64, 3));
        Assert.Equal(backbone + lateral, CostReport.Of(network).Total.Params);
    }

    [Fact]
    public void AnotherInputChangesCostsAndNoWeights()
    {
        Compilation large = ArchCompiler.Compile(
            ArchText.ReadNetworks("resnet.arch"),
            new CompilerOptions { Arch = "ResNet50", Input = new Shape(3, 256, 256) });
        Costs total = CostReport.Of(Assert.Single(large.Networks)).Total;

        Assert.Equal("", ArchText.Findings(large));
        Assert.Equal((25_557_032, 5_340_348_416, 14_517_224), (total.Params, total.Macs, total.Acts));
    }

    private static Network Compile(string file, string arch)
    {
        Compilation compilation = ArchText.CompileNetworks(file, arch);
        Assert.Equal("", ArchText.Findings(compilation));
        return Assert.Single(compilation.Networks);
    }
}
