using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Analysis;
using ArchDsl.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchDsl.Compiler.Tests.Emit;

public class TorchSharpTests
{
    public static TheoryData<string> Names => [.. SampleNetworks.All.Keys];

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_generated_module_is_as_verified(string name)
    {
        EmittedFile file = ArchEmitter.Emit(SampleNetworks.All[name](), EmitTarget.TorchSharp, new EmitOptions { Namespace = "Demo" })[0];
        Snapshot.Here().With("name", name).Add(file.Text, "cs").Check();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_state_has_exactly_the_weight_keys_and_shapes(string name)
    {
        using var net = new GeneratedNetwork(SampleNetworks.All[name]());
        CompareState(net.Network, net.Module.state_dict());
    }

    [Fact]
    public void The_keys_stay_when_the_module_is_nested()
    {
        using var net = new GeneratedNetwork(SampleNetworks.All["Fashion"]());
        using nn.Module outer = nn.Sequential(("net", (nn.Module<Tensor, Tensor>)net.Module));
        Assert.Equal(
            net.Network.Weights.Select(w => "net." + w.Key).Order(StringComparer.Ordinal), outer.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("VoVNet39")]
    [InlineData("ResNet50")]
    [InlineData("DenseNet121")]
    [InlineData("DarknetCspResNeXt50")]
    public void Published_networks_compile_without_a_warning(string name)
    {
        Network network = name switch
        {
            "VoVNet39" => PublishedNetworks.VoVNet39(),
            "ResNet50" => PublishedNetworks.ResNet50(),
            "DenseNet121" => PublishedNetworks.DenseNet121(),
            _ => PublishedNetworks.DarknetCspResNeXt50(),
        };
        using (NewDisposeScope())
        {
            string text = ArchEmitter.Emit(network, EmitTarget.TorchSharp, new EmitOptions())[0].Text;
            Assert.NotNull(GeneratedCode.Load(text).GetType(network.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_forward_gives_the_declared_shapes_and_leaks_nothing(string name)
    {
        manual_seed(1);
        using var net = new GeneratedNetwork(SampleNetworks.All[name]());
        foreach (bool training in new[] { true, false })
        {
            net.Module.train(training);
            IReadOnlyList<Tensor> inputs = net.Inputs(3);
            long before = Live;
            IReadOnlyList<Tensor> outputs = net.Run(inputs);
            Assert.Equal(before + outputs.Count, Live);
            Assert.All(inputs, input => Assert.False(input.IsInvalid));
            Assert.Equal(
                net.Network.Outputs.Select(o => ShapeOf(o.Node, 3)), outputs.Select(o => string.Join('x', o.shape)));
            foreach (Tensor output in outputs)
                output.Dispose();
            Assert.Equal(before, Live);
        }
    }

    [Theory]
    [InlineData("Fashion", 4)]
    [InlineData("Pyramid", 2)]
    [InlineData("EveryOperation", 2)]
    public void Features_are_the_stages_without_the_head(string name, int stages)
    {
        manual_seed(2);
        using var net = new GeneratedNetwork(SampleNetworks.All[name]());
        net.Module.eval();
        IReadOnlyList<Tensor> inputs = net.Inputs(2);
        long before = Live;
        IReadOnlyList<Tensor> features = net.Run(inputs, "forward_features");
        Assert.Equal(before + stages, Live);
        Assert.Equal(net.Network.Stages.Take(stages).Select(s => ShapeOf(s.Node, 2)), features.Select(f => string.Join('x', f.shape)));
    }

    [Fact]
    public void Outputs_that_are_one_tensor_are_disposed_one_by_one()
    {
        using var net = new GeneratedNetwork(SampleNetworks.All["Pyramid"]());
        net.Module.eval();
        IReadOnlyList<Tensor> outputs = net.Run(net.Inputs(1));
        outputs[0].Dispose();
        Assert.False(outputs[3].IsInvalid);
    }

    [Fact]
    public void A_runtime_parameter_is_a_constructor_argument()
    {
        using var net = new GeneratedNetwork(SampleNetworks.All["Fashion"](), 7L);
        net.Module.eval();
        Assert.Equal([2, 7], net.Run(net.Inputs(2))[0].shape);
        Assert.Equal([7, 24], net.Module.state_dict()["head.fc.weight"].shape);
    }

    [Fact]
    public void Weights_start_as_the_original_code_starts_them()
    {
        manual_seed(3);
        using var net = new GeneratedNetwork(SampleNetworks.All["Fashion"]());
        Dictionary<string, Tensor> state = net.Module.state_dict();
        Assert.Equal(0f, state["head.fc.bias"].abs().max().item<float>());
        Assert.Equal(0f, state["stem.conv1.norm.bias"].abs().max().item<float>());
        Assert.Equal(1f, state["stem.conv1.norm.weight"].mean().item<float>());
        Tensor kernel = state["c3.osa1.conv4.conv.weight"];
        double deviation = Math.Sqrt((kernel * kernel).mean().item<float>());
        Assert.InRange(deviation, 0.85 * Math.Sqrt(2.0 / 40), 1.15 * Math.Sqrt(2.0 / 40));

        using var every = new GeneratedNetwork(SampleNetworks.All["EveryOperation"]());
        Assert.Equal(0f, every.Module.state_dict()["shapes.bn.weight"].abs().max().item<float>());
    }

    [Fact]
    public void Weights_survive_a_file_and_a_foreign_file_changes_nothing()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var first = new GeneratedNetwork(SampleNetworks.All["Fashion"]());
            first.Stir();
            first.Call("save_weights", path);
            using var second = new GeneratedNetwork(SampleNetworks.All["Fashion"]());
            long before = Live;
            second.Call("load_weights", path);
            Assert.Equal(before, Live);
            Dictionary<string, Tensor> expected = first.Module.state_dict();
            Assert.All(second.Module.state_dict(), entry => Assert.True(entry.Value.allclose(expected[entry.Key], 0, 0), entry.Key));

            using var other = new GeneratedNetwork(SampleNetworks.All["Pyramid"]());
            Tensor untouched = other.Module.state_dict()["p3.conv1.conv.weight"].clone();
            Exception? problem = Record.Exception(() => other.Call("load_weights", path))?.InnerException;
            Assert.Contains("p3.conv1.conv.weight", problem?.Message, StringComparison.Ordinal);
            Assert.True(untouched.allclose(other.Module.state_dict()["p3.conv1.conv.weight"], 0, 0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_module_moves_to_another_precision()
    {
        using var net = new GeneratedNetwork(SampleNetworks.All["AwkwardNames"]());
        net.Module.to(float64);
        Assert.All(net.Module.parameters(), p => Assert.Equal(float64, p.dtype));
    }

    [Fact]
    public void The_text_is_the_same_every_time() => Assert.Equal(
        ArchEmitter.Emit(PublishedNetworks.ResNet50(), EmitTarget.TorchSharp, new EmitOptions()),
        ArchEmitter.Emit(PublishedNetworks.ResNet50(), EmitTarget.TorchSharp, new EmitOptions()));

    private static void CompareState(Network network, Dictionary<string, Tensor> state)
    {
        Assert.Equal(
            network.Weights.Select(w => $"{w.Key} {string.Join('x', w.Tensor.Shape)}").Order(StringComparer.Ordinal),
            state.Select(e => $"{e.Key} {string.Join('x', e.Value.shape)}").Order(StringComparer.Ordinal));
    }

    private static string ShapeOf(Node node, int batch) =>
        node.IsFlat ? $"{batch}x{node.Shape.Channels}" : $"{batch}x{node.Shape}";
}
