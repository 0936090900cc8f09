using System.Diagnostics;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>PyTorch as an independent implementation, where this machine has it. ARCHDSL_PYTHON names another interpreter.</summary>
internal static class PyTorch
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

    private static readonly Lazy<bool> Found = new(() => Execute(["-c", "import torch"], out _) == 0);

    public static bool IsHere => Found.Value;

    private static string Interpreter => Environment.GetEnvironmentVariable("ARCHDSL_PYTHON") ?? "/usr/bin/python3";

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
            int code = Execute([At("run.py"), folder.FullName, network.Name], out string errors);
            Assert.True(code == 0, errors);
            using WeightsFile outputs = WeightsFile.Open(At("outputs.safetensors"));
            return network.Outputs.Select((_, i) => outputs.ReadFloats($"output{i}")).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Execute(IEnumerable<string> arguments, out string errors)
    {
        var start = new ProcessStartInfo(Interpreter, arguments) { RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            errors = e.Message;
            return -1;
        }
    }
}

/// <summary>A theory that needs PyTorch; skipped, and counted as skipped, where there is none.</summary>
public sealed class PyTorchTheoryAttribute : TheoryAttribute
{
    public PyTorchTheoryAttribute()
    {
        if (!PyTorch.IsHere)
        {
            Skip = "needs PyTorch: apt-get install python3-torch libopenblas0-pthread, or ARCHDSL_PYTHON";
        }
    }
}
