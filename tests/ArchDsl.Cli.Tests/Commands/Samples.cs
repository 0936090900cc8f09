namespace ArchDsl.Cli.Tests.Commands;

/// <summary>Files that the commands are run on.</summary>
internal static class Samples
{
    /// <summary>Two networks, the second a copy of the first.</summary>
    public const string Nets = """
        /// One-shot aggregation on small images.
        arch Small(width: int = 8, runtime classes = 10) {
            input image: 3x32x32
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 16, stride: 2 }
            stage c2 { osa width, 16 }
            head { globalpool; linear classes as fc }
        }
        arch Wide = Small(width: 16)
        block osa(width: int, out: int) {
            residual {
                aggregate { keep; repeat 2 { conv 3x3, width; keep } }
                conv 1x1, out
            }
        }

        """;

    /// <summary>One network that imports its block from a file beside it.</summary>
    public const string Importing = """
        import "blocks/pair.arch"
        arch Net {
            input image: 3x16x16
            stage s1 { pair 8 }
            head { globalpool; linear 10 }
        }

        """;

    public const string Pair = """
        block pair(width: int) { conv 3x3, width; conv 3x3, width }

        """;

    /// <summary>A group count that divides nothing.</summary>
    public const string Broken = """
        arch Net {
            input image: 3x16x16
            conv 3x3, 10, groups: 4
        }

        """;
}
