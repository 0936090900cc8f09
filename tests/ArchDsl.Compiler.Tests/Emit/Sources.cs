using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>Networks written in the language, small enough to run on any machine.</summary>
internal static class Sources
{
    private const string Text =
        """
        import "std/blocks.arch"

        /// Cross-stage partial stages around grouped bottlenecks.
        arch PartialNet(runtime classes = 6) {
            input image: 3x24x20
            defaults norm: batch, act: leaky(0.01)
            stage stem { conv 5x5, 8, stride: 2; maxpool 3x3, stride: 2, pad: 1 }
            for i, (n, width) in [[1, 8], [2, 16]] {
                stage "s{i + 1}" {
                    conv 3x3, stride: 2, groups: 4 when i > 0
                    conv 1x1, 2 * width, act: none
                    csp 2 * width { repeat n { residual { conv 1x1; conv 3x3, groups: 4; conv 1x1, act: none }; act } }
                }
            }
            head { globalpool; linear 12, act: relu; linear classes as fc }
        }

        arch AggregationNet {
            input image: 3x17x23
            defaults norm: batch, act: relu
            for i, n in [1, 2, 2] {
                stage "c{i + 1}" {
                    maxpool 3x3, stride: 2, ceil: true when i > 0
                    for m in 0..<n { osa 4 + 2 * i, 12 + 4 * i, 3, identity: m > 0 }
                }
            }
            head { globalpool; linear 5 }
        }

        arch AttentionNet {
            input image: 1x14x14
            defaults norm: batch, act: silu
            stage stem { conv 3x3, 16, stride: 2; compconv 3x3, 32, depth: 2; compconv 3x3, depth: 1 }
            stage s1 { se 1/4; ese; eca; sam; conv_depthwise 3x3; shuffle 2; dropout 0.2; droppath 0.1 }
            stage s2 { dense { conv 3x3, 8; keep; conv 3x3, 8; keep }; norm; act }
            stage s3 { xblock 24, 8, stride: 2; xblock 24, 8; xblock 24, 8, se: 1/4 }
            head { globalpool; linear 10 as fc }
        }
        """;



    public static Network Compile(string name)
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("nets.arch", Text));
        Assert.Empty(compilation.Diagnostics);
        return compilation.Networks.Single(n => n.Name == name);
    }
}
