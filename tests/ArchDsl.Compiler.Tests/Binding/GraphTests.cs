using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Whole graphs of small networks: one-shot aggregation, cross-stage partial, CompConv.</summary>
public sealed class GraphTests
{
    [Fact]
    public void OneShotAggregation() => Snapshot.Verify(GraphText.Of(ArchText.Network("""
        import "std/blocks.arch"
        arch Osa(runtime classes = 10) {
            input image: 3x32x32
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 8, stride: 2 }
            for i, n in [1, 2] {
                stage "c{i + 2}" {
                    maxpool 3x3, stride: 2, ceil: true when i > 0
                    for m in 0..<n { osa 4 + 2 * i, 12 + 4 * i, 2, identity: m > 0 }
                }
            }
            head { globalpool; linear classes as fc }
        }
        """)));

    [Fact]
    public void CrossStagePartial() => Snapshot.Verify(GraphText.Of(ArchText.Network("""
        import "std/blocks.arch"
        arch Csp {
            input image: 3x16x16
            defaults norm: batch, act: leaky(0.1)
            conv 3x3, 8, stride: 2 as stem
            csp 12 { repeat 2 { residual { conv 1x1, 1/2; conv 3x3, in } } } as first
            csp inner: false, bypass: 1/3 { conv 3x3, groups: 2; se 1/4 }
            split [2, 1/2] { pass } { maxpool 3x3, stride: 1, pad: 1 } { conv_depthwise 3x3, act: none } as mixed
            outputs first, last: mixed
        }
        """)));

    [Fact]
    public void CompConv() => Snapshot.Verify(GraphText.Of(ArchText.Network("""
        arch Comp {
            input image: 6x9x9
            defaults norm: batch, act: relu
            compconv 3x3, 28, depth: 3, stride: 2
            compconv 1x1, 10, depth: 2 as narrow
            compconv 3x3, depth: 0
        }
        """)));
}
