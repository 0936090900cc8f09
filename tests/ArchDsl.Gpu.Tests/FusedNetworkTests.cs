using ArchDsl.Compiler;
using ArchDsl.Compiler.Text;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>Small relatives of published networks whose steps read, join and write what other networks need kernels of their own for.</summary>
public sealed class FusedNetworkTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        // Norm and activation in front of every convolution, sums that are normed, gates.
        ["RegNetV"] = """
            arch RegNetV {
                input image: 3x16x12
                defaults norm: batch, act: silu, order: norm_act_conv
                stage stem { conv 3x3, 12, stride: 2, norm: none, act: none, bias: false }
                stage body { block1 24, 8, 2; block1 24, 8, 1; block1 32, 16, 1 }
                head { act; globalpool; linear 5 as fc }
            }
            block block1(width: int, group: int, stride: int) {
                norm; act
                residual {
                    conv 1x1, width, norm: none, act: none, bias: false
                    conv 3x3, stride: stride, groups: width / group
                    se round(in / 4)
                    conv 1x1
                } {
                    conv 1x1, width, stride: stride, norm: none, act: none, bias: false as proj when stride != 1 or in != width
                }
            }
            """,

        // Up to the finer map and added, down to the coarser and concatenated; sizes that are no multiples of each other.
        ["PathAggregation"] = """
            arch PathAggregation {
                input image: 3x19x15
                defaults norm: batch, act: relu
                stage fine { conv 3x3, 20, stride: 2 as c1 }
                stage middle { conv 3x3, 24, stride: 2 as c2 }
                stage coarse { conv 3x3, 40, stride: 2 as c3; conv 1x1, 20 as p3 }
                head {
                    resize c2 as up3
                    from c2; conv 1x1, 20, act: none; add this, up3; conv 3x3, 20 as p2
                    resize c1 as up2
                    from c1; conv 1x1, 20, act: none; add this, up2 as p1
                    conv 3x3, 20, stride: 2; concat this, p2; conv 1x1, 12 as n2
                    from p3; conv 1x1, 12; resize c2; multiply this, n2; conv 3x3, 6 as n3
                    outputs p1, n2, n3
                }
            }
            """,

        // A cheap depthwise convolution behind real ones, shuffled, within a residual and before groups.
        ["CompConvResidual"] = """
            arch CompConvResidual {
                input image: 3x12x10
                defaults norm: batch, act: relu
                stage body {
                    conv 3x3, 28
                    compconv 3x3, 28, depth: 2
                    residual { compconv 3x3, 28, depth: 2, norm: none, act: none }
                    norm; act; conv 3x3, groups: c, act: none
                    shuffle 2; conv 1x1, groups: 2
                }
                head { globalpool; linear 5 as fc }
            }
            """,
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void NetworksAgree(string name)
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", Texts[name]));
        Assert.False(compilation.HasErrors, string.Join("\n", compilation.Diagnostics));
        Agreement.CheckChoices(Assert.Single(compilation.Networks), batch: 3);
    }
}
