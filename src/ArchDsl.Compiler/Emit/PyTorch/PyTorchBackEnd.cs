using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.PyTorch;

/// <summary>Writes a network as one Python module that needs PyTorch alone, with the same weight keys.</summary>
internal static class PyTorchBackEnd
{
    public static IReadOnlyList<EmittedFile> Emit(Network network, EmitOptions options)
    {
        ModulePlan plan = ModulePlan.Of(network);
        var writer = new CodeWriter();
        var names = new PyTorchNames(plan);
        new PyTorchWriter(writer, plan, names).Write();
        return [new EmittedFile(string.Concat(Identifiers.Words(network.Name)).ToLowerInvariant() + ".py", writer.ToString())];
    }
}
