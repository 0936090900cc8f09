using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Tests.Analysis;
namespace ArchDsl.Compiler.Tests.Emit;
public class ScratchTests
{
    [Fact]
    public void Scratch()
    {
        foreach (var net in new[] { PublishedNetworks.VoVNet39(), PublishedNetworks.ResNet50(), PublishedNetworks.DarknetCspResNeXt50(), PublishedNetworks.DenseNet40() })
        {
            var f = ArchEmitter.Emit(net, EmitTarget.TorchSharp, new EmitOptions { Namespace = "Demo" })[0];
            File.WriteAllText("/tmp/torch_" + f.Name, f.Text);
            GeneratedCode.Load(f.Text);
        }
    }
}
