using ArchDsl.Compiler.Emit;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;
using static TorchSharp.torch;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>Runs every sample as a TorchSharp module here and, with the same weights and inputs, as the exported module in one
/// process of PyTorch.</summary>
public sealed class PyTorchRun : IDisposable
{
    private const string Script =
        """
        import importlib.util, os, sys, traceback
        import torch

        def run(folder, name):
            spec = importlib.util.spec_from_file_location(name, os.path.join(folder, name + ".py"))
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            net = next(v for k, v in vars(module).items() if isinstance(v, type) and hasattr(v, "load_weights"))()
            net.load_weights(os.path.join(folder, name + ".weights"))
            net.eval()
            given = [value for _, value in sorted(module.read_safetensors(os.path.join(folder, name + ".inputs")).items())]
            with torch.no_grad():
                y = net(*given)
            outputs = [y] if torch.is_tensor(y) else list(y)
            tensors = {f"output{i}": o for i, o in enumerate(outputs)}
            tensors.update({"state." + key: value for key, value in net.state_dict().items()})
            module.write_safetensors(os.path.join(folder, name + ".results"), tensors)

        for name in sys.argv[2:]:
            try:
                run(sys.argv[1], name)
            except Exception:
                with open(os.path.join(sys.argv[1], name + ".error"), "w") as file:
                    traceback.print_exc(file=file)
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archdsl");

    public PyTorchRun()
    {
        if (!PyTorch.IsHere)
            return;
        foreach (string name in Cases)
            Expected[name] = Prepare(name);
        File.WriteAllText(At("run.py"), Script);
        int code = PyTorch.Run([At("run.py"), _folder.FullName, .. Cases], out string errors);
        Assert.True(code == 0, errors);
    }

    internal static IEnumerable<string> Cases => SampleNetworks.All.Keys;

    /// <summary>What the TorchSharp modules gave.</summary>
    internal Dictionary<string, IReadOnlyList<(long[] Shape, float[] Values)>> Expected { get; } = [];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What PyTorch gave.</summary>
    internal WeightsFile Results(string name)
    {
        Assert.False(File.Exists(At(name + ".error")), File.Exists(At(name + ".error")) ? File.ReadAllText(At(name + ".error")) : "");
        return WeightsFile.Open(At(name + ".results"));
    }

    private string At(string file) => Path.Combine(_folder.FullName, file);

    private IReadOnlyList<(long[] Shape, float[] Values)> Prepare(string name)
    {
        manual_seed(7);
        using var net = new GeneratedNetwork(SampleNetworks.All[name]());
        net.Stir();
        net.Module.eval();
        net.Call("save_weights", At(name + ".weights"));
        IReadOnlyList<Tensor> inputs = net.Inputs(batch: name.Length % 2 == 0 ? 1 : 7);
        SafetensorsWriter.Write(
            At(name + ".inputs"), inputs.Select((x, i) => WeightData.FromFloats($"{i}", new TensorShape(x.shape), x.data<float>().ToArray())));
        File.WriteAllText(At(name + ".py"), ArchEmitter.Emit(net.Network, EmitTarget.PyTorch, new EmitOptions())[0].Text);
        return [.. net.Run(inputs).Select(y => (y.shape, y.data<float>().ToArray()))];
    }
}
