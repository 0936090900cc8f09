using System.Collections;
using System.Reflection;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Analysis;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Emit;

public class InfoTests
{
    [Fact]
    public void The_generated_class_is_as_verified() =>
        Snapshot.Verify(ArchEmitter.Emit(SampleNetworks.All["Fashion"](), EmitTarget.Info, new EmitOptions { Namespace = "Demo" })[0].Text, "cs");

    [Fact]
    public void The_constants_are_the_published_figures()
    {
        Type info = Load(PublishedNetworks.VoVNet39());
        Assert.Equal(22_600_296L, Constant(info, "Params"));
        Assert.Equal("VoVNet39", Constant(info, "Name"));
        Assert.Equal(7.07, Math.Round((long)Constant(info, "Macs") / 1e9, 2));
        object c5 = Table(info, "Stages").Single(s => (string)Value(s, "Name") == "c5");
        Assert.Equal((1024, 7, 7), ((int)Value(c5, "Channels"), (int)Value(c5, "Height"), (int)Value(c5, "Width")));
    }

    [Theory]
    [MemberData(nameof(TorchSharpTests.Names), MemberType = typeof(TorchSharpTests))]
    public void The_table_of_weights_is_the_networks(string name)
    {
        Network network = SampleNetworks.All[name]();
        Assert.Equal(
            network.Weights.Select(w => $"{w.Key} {string.Join('x', w.Tensor.Shape)}"),
            Table(Load(network), "Weights").Select(w => $"{Value(w, "Key")} {string.Join('x', (IEnumerable<int>)Value(w, "Shape"))}"));
    }

    private static Type Load(Network network)
    {
        EmittedFile file = Assert.Single(ArchEmitter.Emit(network, EmitTarget.Info, new EmitOptions()));
        return GeneratedCode.Load(file.Text).GetType(file.Name.Replace(".g.cs", "", StringComparison.Ordinal))!;
    }

    private static object Constant(Type info, string name) => info.GetField(name)!.GetRawConstantValue()!;

    private static IEnumerable<object> Table(Type info, string name) =>
        ((IEnumerable)info.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Cast<object>();

    private static object Value(object row, string name) => row.GetType().GetProperty(name)!.GetValue(row)!;
}
