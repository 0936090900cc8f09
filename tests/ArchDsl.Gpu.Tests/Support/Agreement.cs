using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Gpu.Tests.Support;

/// <summary>The generated kernels and the plain evaluator give the same numbers.</summary>
internal static class Agreement
{
    public const double Tolerance = 1e-4;

    /// <summary>Runs a batch twice, since what one run leaves in the arena must not reach the next.</summary>
    public static GpuNetwork Check(Network network, int batch = 2, int? maxBatch = null)
    {
        Dictionary<string, float[]> weights = RandomWeights.Of(network);
        GpuNetwork compiled = GpuNetwork.Of(network);
        using RunningGpuNetwork running = compiled.Load(GpuDevice.Accelerator, weights, new GpuOptions(maxBatch ?? batch));
        IReadOnlyList<float[]>[] samples = Enumerable.Range(0, batch).Select(i => RandomWeights.Inputs(network, seed: 7 + i)).ToArray();
        float[][] inputs = Enumerable.Range(0, network.Inputs.Count).Select(i => samples.SelectMany(s => s[i]).ToArray()).ToArray();
        float[][] outputs = network.Outputs.Select(o => Poisoned(batch * (int)o.Node.Shape.Elements)).ToArray();
        running.Run(inputs, outputs);
        running.Run(inputs, outputs);
        for (int sample = 0; sample < batch; sample++)
        {
            IReadOnlyList<double[]> expected = GraphEvaluator.Run(network, weights, samples[sample]);
            for (int o = 0; o < outputs.Length; o++)
            {
                double[] values = expected[o];
                double scale = Math.Max(values.Max(Math.Abs), 1e-6);
                for (int i = 0; i < values.Length; i++)
                {
                    double off = Math.Abs(outputs[o][(sample * values.Length) + i] - values[i]);
                    Assert.True(off <= Tolerance * scale, $"{network.Name}, sample {sample}, output {o} at {i}: {outputs[o][(sample * values.Length) + i]} instead of {values[i]}\n{compiled.Source}");
                }
            }
        }

        return compiled;
    }

    private static float[] Poisoned(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
