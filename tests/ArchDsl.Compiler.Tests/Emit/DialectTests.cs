using System.Reflection;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Binding;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>Names of other projects in generated code.</summary>
public sealed class DialectTests : IDisposable
{
    private const string Text =
        """
        arch Named(runtime classes = 5) {
            input x: 3x8x8
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 4 }
            for i, n in [1, 2] { stage "s{i + 1}" { for j in 1..n { conv 1x1 as "b{j}" } } }
            stage same { conv 1x1, bias: false, norm: none }
            head { globalpool; linear classes as fc }
            weights torchvision {
                rename "stem.conv1.conv", "stem.0"
                rename "stem.conv1.norm", "stem.1"
                rename "s{i}.b{j}", "trunk/block{i}.block{i}-{j - 1}"
                rename "head.fc", "fc"
            }
            weights plain { rename "weight", "w" }
        }
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"archdsl-{Guid.NewGuid():N}.safetensors");

    private static Network Named => ArchText.Network(Text);

    [Theory]
    [InlineData(EmitTarget.Info)]
    [InlineData(EmitTarget.Cpu)]
    [InlineData(EmitTarget.TorchSharp)]
    public void The_tables_are_as_verified(EmitTarget target)
    {
        string text = ArchEmitter.Emit(Named, target, new EmitOptions { Namespace = "Demo" })[0].Text;
        GeneratedCode.Load(text);
        Snapshot.Here().With("target", target.ToString()).Add(text, "cs").Check();
    }

    // A table is short, and says the same as the list of all keys.
    [Fact]
    public void A_table_gives_every_key()
    {
        foreach (Graph.WeightDialect dialect in Named.Dialects)
        {
            IReadOnlyList<(string, string)> rows = DialectTable.Rows(dialect);
            var table = new Runtime.Weights.WeightDialect(dialect.Name, rows);
            Assert.All(dialect.Keys, key => Assert.Equal(key.Foreign, table[key.Own]));
        }

        Assert.Equal(
            [("stem.conv1.conv", "stem.0"), ("stem.conv1.norm", "stem.1"), ("s1.b1", "trunk/block1.block1-0"), ("s2.b1", "trunk/block2.block2-0"), ("s2.b2", "trunk/block2.block2-1"), ("head.fc", "fc")],
            DialectTable.Rows(Named.Dialects[0]));
    }

    [Fact]
    public void A_prefix_for_all_is_one_row()
    {
        Network network = ArchText.Body("conv 1x1 as a; conv 1x1 as b; weights other { rename \"a\", \"net.a\"; rename \"b\", \"net.b\" }");
        Assert.Equal([("", "net")], DialectTable.Rows(network.Dialects[0]));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("torchvision", null)]
    [InlineData("torchvision", "torchvision")]
    [InlineData("plain", null)]
    [InlineData("", "")]
    public void A_module_loads_either_naming(string written, string? pinned)
    {
        manual_seed(2);
        using var trained = new GeneratedNetwork(Named);
        using var fresh = new GeneratedNetwork(Named);
        trained.Stir();
        Write(trained, written);
        Load(fresh, pinned);
        foreach ((string key, Tensor value) in fresh.Module.state_dict())
        {
            Assert.True(value.to(ScalarType.Float32).data<float>().ToArray().SequenceEqual(trained.Module.state_dict()[key].to(ScalarType.Float32).data<float>().ToArray()), key);
        }
    }

    [Fact]
    public void What_is_wrong_is_said_in_the_names_of_the_file()
    {
        using var net = new GeneratedNetwork(Named);
        float[] before = net.Module.state_dict()["head.fc.bias"].data<float>().ToArray();
        Write(net, "torchvision", key => key == "s2.b1.conv.weight");
        var wrong = Assert.Throws<WeightsMismatchException>(() => Load(net, null));
        Assert.Equal("torchvision", wrong.Dialect.Name);
        Assert.EndsWith(
            "does not fit the network under the names of torchvision: 1 problem\n  'trunk/block2.block2-0.conv.weight' of shape 4x4x1x1 is missing",
            wrong.Message, StringComparison.Ordinal);
        Assert.Equal(before, net.Module.state_dict()["head.fc.bias"].data<float>().ToArray());
        Assert.Contains("there is no dialect 'timm'; there are torchvision, plain", Assert.Throws<ArgumentException>(() => Load(net, "timm")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private void Write(GeneratedNetwork net, string dialect, Predicate<string>? without = null)
    {
        Dictionary<string, string> names = net.Network.Dialects.FirstOrDefault(d => d.Name == dialect)?.Keys.ToDictionary(k => k.Own, k => k.Foreign) ?? [];
        SafetensorsWriter.Write(_path, net.Module.state_dict().Where(e => without?.Invoke(e.Key) != true).Select(e => WeightData.FromFloats(
            names.GetValueOrDefault(e.Key, e.Key), new TensorShape(e.Value.shape), e.Value.to(ScalarType.Float32).data<float>().ToArray())));
    }

    private void Load(GeneratedNetwork net, string? dialect)
    {
        try
        {
            net.Module.GetType().GetMethod("load_weights")!.Invoke(net.Module, [_path, dialect]);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }
}
