using System.Runtime.InteropServices;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>The files of one network that engines read: weights, a batch of inputs, models for the peers, and what is expected.</summary>
internal sealed class NetworkFiles
{
    private const int Seed = 20190423;

    private NetworkFiles(ComparedNetwork compared, string folder)
    {
        Compared = compared;
        Folder = folder;
    }

    public ComparedNetwork Compared { get; }

    public string Folder { get; }

    public string Weights => At("weights.safetensors");

    public string Input => At("input.bin");

    /// <summary>What double precision gives, sample after sample; as many samples as were computed.</summary>
    public double[] Expected { get; private set; } = [];

    public string Onnx(int batch) => At($"model-b{batch}.onnx");

    public string TorchScript(int batch) => At($"model-b{batch}.pt");

    /// <summary>Writes weights, inputs and the PyTorch module alone.</summary>
    /// <param name="compared">The network.</param>
    /// <param name="root">The folder below which they go.</param>
    /// <param name="batch">Samples of the inputs.</param>
    public static NetworkFiles WriteForGpu(ComparedNetwork compared, string root, int batch)
    {
        var files = new NetworkFiles(compared, Path.Combine(root, compared.Network.Name));
        Directory.CreateDirectory(files.Folder);
        files.WriteGiven(Enumerable.Range(0, batch).Select(i => RandomWeights.Inputs(compared.Network, Seed + i)[0]).ToArray());
        return files;
    }

    /// <summary>Writes the files of a network below a folder.</summary>
    /// <param name="compared">The network.</param>
    /// <param name="root">The folder; files of the same network, weights and batches are taken as they are.</param>
    /// <param name="batches">The batches to export.</param>
    /// <param name="exporter">Writes the peers' models and what is expected, or null where there is no PyTorch.</param>
    public static NetworkFiles Write(ComparedNetwork compared, string root, IReadOnlyList<int> batches, PyTorchExporter? exporter)
    {
        Network network = compared.Network;
        var files = new NetworkFiles(compared, Path.Combine(root, network.Name));
        Directory.CreateDirectory(files.Folder);
        string module = ArchEmitter.Emit(network, EmitTarget.PyTorch, new EmitOptions()).Single().Text;
        string key = $"# seed {Seed}, batches {string.Join(',', batches)}, {(exporter is null ? "not exported" : "exported")}\n{module}";
        string done = files.At("done.py");
        Dictionary<string, float[]> weights = [];
        IReadOnlyList<float[]> samples = Enumerable.Range(0, batches.Max()).Select(i => RandomWeights.Inputs(network, Seed + i)[0]).ToArray();
        if (!File.Exists(done) || File.ReadAllText(done) != key)
        {
            File.Delete(done);
            weights = files.WriteGiven(samples);
            if (exporter is null)
            {
                // One sample in plain loops takes as long as a few hundred in an engine.
                Save(files.At("expected.bin"), GraphEvaluator.Run(network, weights, [samples[0]])[0]);
            }
            else
            {
                exporter.Export(files, batches);
            }

            File.WriteAllText(done, key);
        }

        files.Expected = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(files.At("expected.bin"))).ToArray();
        return files;
    }

    // What every engine reads: weights, inputs, and the module.
    private Dictionary<string, float[]> WriteGiven(IReadOnlyList<float[]> samples)
    {
        Network network = Compared.Network;
        Dictionary<string, float[]> weights = RandomWeights.Of(network, Seed);
        SafetensorsWriter.Write(Weights, network.Weights.Select(w => WeightData.FromFloats(
            w.Key, new TensorShape(w.Tensor.Shape.Select(n => (long)n).ToArray()), weights[w.Key])));
        File.WriteAllBytes(Input, MemoryMarshal.AsBytes<float>(samples.SelectMany(s => s).ToArray()).ToArray());
        File.WriteAllText(At("net.py"), ArchEmitter.Emit(network, EmitTarget.PyTorch, new EmitOptions()).Single().Text);
        return weights;
    }

    private static void Save(string path, double[] values) => File.WriteAllBytes(path, MemoryMarshal.AsBytes<double>(values).ToArray());

    private string At(string name) => Path.Combine(Folder, name);
}
