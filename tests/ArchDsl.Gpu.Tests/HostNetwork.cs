using System.Reflection;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Testing.Evaluation;
using ILGPU;
using ILGPU.Runtime;

namespace ArchDsl.Gpu.Tests;

/// <summary>A small network with one input and one output, loaded anew for each test of how the host uses it.</summary>
internal sealed class HostNetwork : IDisposable
{
    public const int InputFloats = 2 * 5 * 5;
    public const int OutputFloats = 6;

    private static readonly Network Architecture = Build();
    private static readonly GpuNetwork Compiled = GpuNetwork.Of(Architecture);
    private readonly RunningGpuNetwork _running;

    public HostNetwork(int maxBatch = 3, Accelerator? accelerator = null, Precision precision = Precision.Strict) =>
        _running = Compiled.Load(accelerator ?? GpuDevice.Accelerator, RandomWeights.Of(Architecture), new GpuOptions(maxBatch, precision));

    /// <summary>Loads the network with a kernel that no device takes, since it makes text.</summary>
    public static IDisposable LoadRefused(Accelerator accelerator)
    {
        GpuNetwork refused = GpuNetwork.Of(Architecture, text => text.Replace("Places at)\n    {", "Places at)\n    {\n        if (at.ToString() is null) { return; }", StringComparison.Ordinal));
        return refused.Load(accelerator, RandomWeights.Of(Architecture), new GpuOptions(1));
    }

    public long ArenaBytes => (long)_running.Network.GetType().GetProperty("ArenaBytes")!.GetValue(_running.Network)!;

    /// <summary>Inputs of so many samples, the same for the same seed.</summary>
    public static float[] Inputs(int samples, int seed = 1) =>
        Enumerable.Range(0, samples).SelectMany(i => RandomWeights.Inputs(Architecture, seed: (100 * seed) + i)[0]).ToArray();

    /// <summary>What the evaluator makes of them.</summary>
    public static double[] Expected(float[] inputs) =>
        inputs.Chunk(InputFloats).SelectMany(sample => GraphEvaluator.Run(Architecture, RandomWeights.Of(Architecture), [sample])[0]).ToArray();

    public static void Agree(float[] inputs, float[] outputs)
    {
        double[] expected = Expected(inputs);
        Assert.Equal(expected.Length, outputs.Length);
        Assert.All(expected.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * expected.Max(Math.Abs)));
    }

    public float[] Run(float[] inputs)
    {
        var outputs = new float[inputs.Length / InputFloats * OutputFloats];
        Run(inputs, outputs);
        return outputs;
    }

    public void Run(float[] inputs, float[] outputs) => _running.Run([inputs], [outputs]);

    /// <summary>Runs on views; whatever it throws comes as it is.</summary>
    public void Run(AcceleratorStream? stream, ArrayView<float> image, ArrayView<float> result)
    {
        MethodInfo run = _running.Network.GetType().GetMethod("Run", [typeof(AcceleratorStream), typeof(ArrayView<float>), typeof(ArrayView<float>)])!;
        run.Invoke(_running.Network, BindingFlags.DoNotWrapExceptions, null, [stream, image, result], null);
    }

    public void Dispose() => _running.Dispose();

    private static Network Build()
    {
        var net = new Net("Small");
        Node x = net.Conv(net.Input(2, 5, 5), 20);
        return net.Build(net.Linear(net.Conv(x, 16), OutputFloats));
    }
}
