namespace ArchDsl.Benchmarks.Generator;

/// <summary>Files of the size that people write: one network of four stages in 30 lines, its blocks imported.</summary>
internal static class SampleFiles
{
    public const string BlocksPath = "blocks.arch";

    public const string Blocks = """
        /// One-shot aggregation.
        block osa(width: int, out: int, layers: int, identity = false) {
            residual shortcut: identity {
                aggregate { keep; repeat layers { conv 3x3, width; keep } }
                conv 1x1, out
            }
        }

        """;

    /// <param name="index">Which network; each has its own name.</param>
    /// <param name="classes">A number that an edit changes.</param>
    public static string Network(int index, int classes = 10) => $$"""
        import "blocks.arch"
        /// A small network of one-shot aggregations.
        arch Net{{index}}(width: int[3] = [16, 24, 32], out: int[3] = [32, 64, 96], layers = 3) {
            input image: 1x28x28
            defaults norm: batch, act: relu
            stage stem {
                conv 3x3, 16
                conv 3x3, 32, stride: 2
            }
            for i in 0..2 {
                stage "c{i + 2}" {
                    maxpool 3x3, stride: 2, ceil: true when i > 0
                    osa width[i], out[i], layers
                    osa width[i], out[i], layers, identity: true
                }
            }
            stage neck {
                split 1/2, join: concat {
                    pass
                } {
                    conv 3x3
                    residual { conv 1x1, 24; conv 3x3, 48, act: none }
                    act
                }
            }
            head {
                globalpool
                dropout 0.1
                linear {{classes}} as fc
            }
        }

        """;
}
