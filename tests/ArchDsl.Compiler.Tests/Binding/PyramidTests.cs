using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Networks of several scales and outputs.</summary>
public sealed class PyramidTests
{
    private const string Text = """
        /// A feature pyramid with lateral 1x1 and a way back up: FPN (arXiv:1612.03144), then PANet's way down (arXiv:1803.01534).
        arch Pan(width = 64) {
            input image: 3x224x224
            defaults norm: batch, act: relu
            conv 3x3, 16, stride: 4
            for i in 2..5 { stage "c{i}" { conv 3x3, 32 * pow(2, i - 2), stride: 2 } }
            conv 1x1, width as p5
            lateral c4, p5, width as p4
            lateral c3, p4, width as p3
            conv 3x3, stride: 2; add this, p4 as n4
            conv 3x3, stride: 2; add this, p5 as n5
            outputs p3, mid: n4, top: n5
        }
        block lateral(finer: tensor, above: tensor, width: int) {
            from finer; conv 1x1, width as here
            from above; resize here; add this, here
            conv 3x3
        }
        """;

    // 1x1 and 3x3 convolutions with norm, 64 wide: 32->64->128->256 of stride 2 behind a 16-wide stem.
    [Fact]
    public void AFeaturePyramidNamesItsOutputs()
    {
        Network network = ArchText.Network(Text);

        Assert.True(network.NamesOutputs);
        Assert.Equal(["p3 64x14x14", "mid 64x7x7", "top 64x4x4"], network.Outputs.Select(o => $"{o.Name} {o.Node.Shape}"));
        long Conv(long from, long to, int kernel) => (from * to * kernel * kernel) + (2 * to);
        long backbone = Conv(3, 16, 3) + Conv(16, 32, 3) + Conv(32, 64, 3) + Conv(64, 128, 3) + Conv(128, 256, 3);
        long lateral = Conv(256, 64, 1) + Conv(128, 64, 1) + Conv(64, 64, 1) + (4 * Conv(64, 64, 3));
        Assert.Equal(backbone + lateral, CostReport.Of(network).Total.Params);
    }
}
