using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Emit;

namespace ArchDsl.Zoo.Tests;

/// <summary>Every network of the zoo can be turned into everything there is a back end for.</summary>
public sealed class EmitTests
{
    public static TheoryData<string> Files => [.. Zoo.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_back_end_prints_every_network(string file) =>
        Assert.All(Zoo.Compile(file).Networks, network => Assert.All(ArchEmitter.Targets, target =>
        {
            IReadOnlyList<EmittedFile> files = ArchEmitter.Emit(network, target, new EmitOptions());
            Assert.NotEmpty(files);
            Assert.All(files, f => Assert.Contains(network.Name, f.Text, StringComparison.Ordinal));
        }));

    public static TheoryData<string> Families => [.. Zoo.Files.Where(f => Zoo.Compile(f).Networks.Count > 0)];

    // One network a file stands for its family: the C# compiler takes longer than all the rest.
    [Theory]
    [MemberData(nameof(Families))]
    public void The_generated_classes_of_a_family_compile(string file)
    {
        Network smallest = Zoo.Compile(file).Networks.MinBy(n => n.Nodes.Count)!;
        foreach (EmitTarget target in new[] { EmitTarget.Info, EmitTarget.TorchSharp, EmitTarget.Cpu })
        {
            Assert.All(ArchEmitter.Emit(smallest, target, new EmitOptions()), f => GeneratedCode.Load(f.Text));
        }
    }
}
