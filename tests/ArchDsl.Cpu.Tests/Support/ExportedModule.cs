using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>The module exported for a network, run by PyTorch.</summary>
internal static class ExportedModule
{
    private const string Script =
        """
        import importlib.util, os, sys
        import torch
        folder = sys.argv[1]
        spec = importlib.util.spec_from_file_location("net", os.path.join(folder, "net.py"))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        net = getattr(module, sys.argv[2])()
        net.load_weights(os.path.join(folder, "weights.safetensors"))
        net.eval()
        given = [x for _, x in sorted(module.read_safetensors(os.path.join(folder, "inputs.safetensors")).items())]
        with torch.no_grad():
            y = net(*given)
        outputs = [y] if torch.is_tensor(y) else list(y)
        module.write_safetensors(os.path.join(folder, "outputs.safetensors"), {f"output{i}": o.contiguous() for i, o in enumerate(outputs)})
        """;

    /// <summary>Runs the module exported for a network on a batch.</summary>
    public static IReadOnlyList<float[]> Run(Network network, IReadOnlyDictionary<string, float[]> weights, float[][] inputs, int batch)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("archdsl");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            File.WriteAllText(At("run.py"), Script);
            File.WriteAllText(At("net.py"), Assert.Single(ArchEmitter.Emit(network, EmitTarget.PyTorch, new EmitOptions())).Text);
            SafetensorsWriter.Write(At("weights.safetensors"), network.Weights.Select(w => WeightData.FromFloats(
                w.Key, new TensorShape(w.Tensor.Shape.Select(n => (long)n).ToArray()), weights[w.Key])));
            SafetensorsWriter.Write(At("inputs.safetensors"), network.Inputs.Select((x, i) => WeightData.FromFloats(
                $"{i}", new TensorShape(batch, x.Shape.Channels, x.Shape.Height, x.Shape.Width), inputs[i])));
            int code = PyTorch.Run([At("run.py"), folder.FullName, network.Name], out string errors);
            Assert.True(code == 0, errors);
            using WeightsFile outputs = WeightsFile.Open(At("outputs.safetensors"));
            return network.Outputs.Select((_, i) => outputs.ReadFloats($"output{i}")).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
