using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Binding;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Testing;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Cpu.Tests;

/// <summary>Networks from .arch text as generated classes, against the plain evaluator and against PyTorch.</summary>
public sealed class WrittenNetworkTests
{
    private const string Blocks = "import \"std/blocks.arch\"\n";

    // Odd sizes everywhere: ceil mode, strides and pads meet their edges.
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["Vov"] = """
            arch Vov(runtime classes = 7) {
                input image: 3x37x29
                defaults norm: batch, act: relu
                stage stem { conv 3x3, 16, stride: 2 }
                stage c2 { osa 12, 24, 3; osa 12, 24, 3, identity: true; ese }
                stage c3 { maxpool 3x3, stride: 2, ceil: true; osa 10, 30, 2 }
                head { globalpool; linear classes }
            }
            """,
        ["Csp"] = """
            arch Csp(runtime classes = 5) {
                input image: 3x33x41
                defaults norm: batch, act: leaky(0.1)
                stage stem { conv 6x6, 16, stride: 2, pad: 2; conv 3x3, 32, stride: 2, groups: 4 }
                stage s1 { csp 48 { repeat 2 { residual { conv 1x1; conv 3x3, groups: 4; conv 1x1, act: none }; act } }; se 1/4 }
                stage s2 { csp bypass: 1/4, inner: false { dense { keep; repeat 2 { conv 3x3, 12; keep } } } }
                head { globalpool; linear classes }
            }
            """,
        ["Comp"] = """
            arch Comp {
                input image: 16x27x23
                defaults norm: batch, act: hard_swish
                stage s1 { compconv 3x3, 64, stride: 2, depth: 3; compconv 5x5, 50, depth: 2; compconv 1x1, 32, depth: 1 }
                head { globalpool max; linear 6, act: tanh }
            }
            """,
        ["Shuffle"] = """
            block unit() { split 1/2 { pass } { conv 1x1; conv_depthwise 3x3, act: none; conv 1x1 }; shuffle 2 }
            arch Shuffle {
                input image: 3x31x31
                defaults norm: batch, act: relu6
                stage stem { conv 3x3, 24, stride: 2; maxpool 3x3, stride: 2, pad: 1 }
                stage s1 { repeat 3 { unit }; eca }
                stage s2 { conv_depthwise 3x3, 48, stride: 2; conv 3x3, dilation: 2; avgpool 3x3, stride: 2, pad: 1, ceil: true }
                head { globalpool; linear 9 }
            }
            """,
        ["Pyramid"] = """
            block merge(finer: tensor, coarser: tensor[], width: int) {
                aggregate {
                    conv 1x1, width; keep
                    from finer; conv 3x3, width, stride: 2; keep
                    for m in coarser { from m; conv 1x1, width; resize finer; maxpool 2, ceil: true; keep }
                }
                maxout width; sam
            }
            arch Pyramid {
                input image: 3x45x39
                defaults norm: batch, act: mish
                stage c2 { conv 3x3, 12, stride: 2 }
                stage c3 { conv 3x3, 16, stride: 2, order: norm_act_conv }
                stage c4 { conv 3x3, 20, stride: 2 }
                merge c3, [], 8 as m4
                from c3; merge c2, [m4], 8 as m3
                outputs m3, boxes: m4
            }
            """,
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    public static TheoryData<string, int> NamesAndBatches
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in Texts.Keys)
            {
                data.Add(name, 1);
                data.Add(name, 7);
            }

            return data;
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(500, 20)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheEvaluator(string name) => Agreement.Check(Compile(Texts[name]), batch: 2);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomProgramsAgreeWithTheEvaluator(int seed) => Agreement.Check(Compile(new ProgramGenerator(new Random(seed)).Program()), threads: 1 + (seed % 2), batch: 2);

    [PyTorchTheory]
    [MemberData(nameof(NamesAndBatches))]
    public void AgreesWithPyTorch(string name, int batch)
    {
        Network network = Compile(Texts[name]);
        Dictionary<string, float[]> weights = RandomWeights.Of(network);
        float[][] inputs = network.Inputs.Select((_, i) => Enumerable.Range(0, batch).SelectMany(s => RandomWeights.Inputs(network, 11 + s)[i]).ToArray()).ToArray();
        float[][] outputs = network.Outputs.Select(o => new float[batch * o.Node.Shape.Elements]).ToArray();
        using (RunningNetwork running = CompiledNetwork.Of(network).Load(weights))
        {
            running.Run(inputs, outputs);
        }

        IReadOnlyList<float[]> expected = ExportedModule.Run(network, weights, inputs, batch);
        for (int o = 0; o < outputs.Length; o++)
        {
            double scale = expected[o].Max(v => Math.Abs((double)v));
            Assert.Equal(expected[o].Length, outputs[o].Length);
            for (int i = 0; i < outputs[o].Length; i++)
            {
                Assert.True(Math.Abs(outputs[o][i] - expected[o][i]) <= Agreement.Tolerance * scale, $"{name}, output {o} at {i}: {outputs[o][i]}, PyTorch {expected[o][i]}");
            }
        }
    }

    private static Network Compile(string text)
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", Blocks + text));
        Assert.False(compilation.HasErrors, string.Join("\n", compilation.Diagnostics));
        return Assert.Single(compilation.Networks);
    }
}
