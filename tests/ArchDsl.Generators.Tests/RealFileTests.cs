using ArchDsl.Generators.Tests.Host;
using ArchDsl.Runtime;
using ArchDsl.Testing;
using Microsoft.CodeAnalysis;

namespace ArchDsl.Generators.Tests;

/// <summary>The generator over the real compiler: what comes out compiles without a warning.</summary>
public class RealFileTests
{
    private const string Blocks = """
        /// One-shot aggregation.
        block osa(width: int, out: int, layers: int, identity = false) {
            residual shortcut: identity {
                aggregate { keep; repeat layers { conv 3x3, width; keep } }
                conv 1x1, out
            }
        }
        """;

    private const string Network = """
        import "../blocks.arch"

        /// A small network: <sums> & "products".
        arch SmallNet(runtime classes = 10) {
            input image: 1x28x28
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 8, stride: 2; maxpool 2x2 }
            stage c2 {
                osa 8, 16, 2
                osa 8, 16, 2, identity: true
                split 1/2, join: concat { pass } { conv 3x3 }
            }
            head { globalpool; linear classes as fc }
        }
        """;

    private static ArchProject Project(string network = Network) => new ArchProject()
        .With("models/small.arch", network)
        .With("blocks.arch", Blocks);

    private static ArchProject Everything(string network = Network) => Project(network)
        .Reference(MetadataReference.CreateFromFile(typeof(TensorShape).Assembly.Location))
        .Reference(MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location));

    [Fact]
    public void A_project_without_references_gets_what_needs_none()
    {
        Assert.Equal(["models/small.SmallNetInfo.g.cs"], Project().RunAndCompile().Hints());
    }

    [Fact]
    public void With_both_engines_all_of_it_compiles()
    {
        ArchProject project = Everything();
        Assert.Equal(
            ["models/small.SmallNet.g.cs", "models/small.SmallNetCpu.g.cs", "models/small.SmallNetInfo.g.cs"],
            project.RunAndCompile().Hints());
        Assert.Empty(project.Last.Diagnostics);
        Assert.All(project.Last.GeneratedSources, s => Assert.Contains("namespace Demo.models", s.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_generated_runs_and_both_engines_give_the_same_numbers()
    {
        ArchProject project = Everything().WithCSharp("""
            #nullable enable
            using System;
            using System.Linq;
            using Demo.models;
            using TorchSharp;

            internal static class Check
            {
                public static float Difference()
                {
                    float[] image = Enumerable.Range(0, 2 * 28 * 28).Select(i => ((i % 17) - 8) / 8f).ToArray();
                    using var network = new SmallNet();
                    network.eval();
                    using torch.Tensor input = torch.tensor(image).reshape(2, 1, 28, 28);
                    using torch.Tensor expected = network.call(input);
                    using SmallNetCpu served = SmallNetCpu.From(network);
                    float[] scores = new float[2 * 10];
                    served.Run(image, scores);
                    float[] trained = expected.data<float>().ToArray();
                    float largest = trained.Max(Math.Abs);
                    return largest == 0 || trained.Length != 20 ? float.NaN : trained.Zip(scores, (a, b) => Math.Abs(a - b)).Max() / largest;
                }
            }
            """);
        project.RunAndCompile();
        object difference = project.Load().GetType("Check")!.GetMethod("Difference")!.Invoke(null, null)!;
        Assert.InRange((float)difference, 0f, 1e-4f);
    }

    [Fact]
    public void The_machine_leaves_no_trace_in_the_code()
    {
        ArchProject project = Everything();
        Assert.All(project.Run().GeneratedSources, s =>
        {
            string text = s.SourceText.ToString();
            Assert.DoesNotContain(ArchProject.Directory.TrimEnd('/'), text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_edit_of_a_comment_writes_no_code_again()
    {
        ArchProject project = Everything();
        project.Run();
        project.Edit("blocks.arch", "// moved\n" + Blocks).Run();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 2", Cache.Changed(project.Last));
        project.Edit("models/small.arch", "// moved\n" + Network).Run();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 1, Results 1", Cache.Changed(project.Last));
        Assert.Equal(0, Cache.OutputsWritten(project.Last));
    }

    [Fact]
    public void An_edit_of_a_block_writes_the_networks_that_use_it()
    {
        ArchProject project = Everything().With("other.arch", "arch Other { input x: 3x4x4; conv 1x1, 2 }");
        project.Run();
        project.Edit("blocks.arch", Blocks.Replace("conv 1x1, out", "conv 3x3, out", StringComparison.Ordinal)).RunAndCompile();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 2, Results 1, Sources 1", Cache.Changed(project.Last));
        Assert.Equal(1, Cache.OutputsWritten(project.Last));
    }

    [Fact]
    public void Mistakes_are_reported_where_they_are()
    {
        ArchProject project = Everything("import \"../bloks.arch\"\n" + Network.Replace("linear classes", "lineer classes", StringComparison.Ordinal).Replace("../blocks.arch", "..\\blocks.arch", StringComparison.Ordinal))
            .With("other.arch", "arch Other { input x: 3x4x4; conv 1x1, 2; conv 3x3, 5, groups: 2 }");
        Assert.Empty(project.RunAndCompile().Hints());
        Snapshot.Verify(string.Join('\n', project.Last.Messages()));
    }

    [Fact]
    public void A_name_that_is_a_keyword_compiles_too()
    {
        Everything("arch record { input image: 1x8x8; stage base { conv 3x3, 4 }; stage event { conv 3x3, 4 } }").RunAndCompile();
    }
}
