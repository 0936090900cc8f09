using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Testing.Evaluation;
using ILGPU.Runtime;

namespace ArchDsl.Gpu.Tests.Support;

/// <summary>The generated kernels and the plain evaluator give the same numbers.</summary>
internal static class Agreement
{
    public const double Tolerance = 1e-4;

    /// <summary>Runs a batch with the kernels that are chosen for so many samples.</summary>
    public static GpuNetwork Check(Network network, int batch = 2, int? maxBatch = null) => Check(network, batch, maxBatch ?? batch, [GpuDevice.Accelerator]);

    /// <summary>Runs a batch with the kernels for much work and with those for little.</summary>
    public static GpuNetwork CheckChoices(Network network, int batch = 2) => Check(network, batch, batch, [GpuDevice.Accelerator, GpuDevice.Wide]);

    // Runs twice, since what one run leaves in the arena must not reach the next.
    private static GpuNetwork Check(Network network, int batch, int maxBatch, Accelerator[] accelerators)
    {
        Dictionary<string, float[]> weights = RandomWeights.Of(network);
        GpuNetwork compiled = GpuNetwork.Of(network);
        IReadOnlyList<float[]>[] samples = Enumerable.Range(0, batch).Select(i => RandomWeights.Inputs(network, seed: 7 + i)).ToArray();
        IReadOnlyList<double[]>[] expected = samples.Select(s => GraphEvaluator.Run(network, weights, s)).ToArray();
        float[][] inputs = Enumerable.Range(0, network.Inputs.Count).Select(i => samples.SelectMany(s => s[i]).ToArray()).ToArray();
        foreach (Accelerator accelerator in accelerators.Distinct())
        {
            using RunningGpuNetwork running = compiled.Load(accelerator, weights, new GpuOptions(maxBatch));
            float[][] outputs = network.Outputs.Select(o => Poisoned(batch * (int)o.Node.Shape.Elements)).ToArray();
            running.Run(inputs, outputs);
            if (accelerator == accelerators[0])
            {
                running.Run(inputs, outputs);
            }

            for (int sample = 0; sample < batch; sample++)
            {
                Compare(network, compiled, sample, outputs, expected[sample]);
            }
        }

        return compiled;
    }

    private static void Compare(Network network, GpuNetwork compiled, int sample, float[][] outputs, IReadOnlyList<double[]> expected)
    {
        for (int o = 0; o < outputs.Length; o++)
        {
            double[] values = expected[o];
            double scale = Math.Max(values.Max(Math.Abs), 1e-6);
            for (int i = 0; i < values.Length; i++)
            {
                double off = Math.Abs(outputs[o][(sample * values.Length) + i] - values[i]);

                // The message holds the whole program, so it is written only where it is needed.
                if (!(off <= Tolerance * scale))
                {
                    Assert.Fail($"{network.Name}, sample {sample}, output {o} at {i}: {outputs[o][(sample * values.Length) + i]} instead of {values[i]}\n{compiled.Source}");
                }
            }
        }
    }

    private static float[] Poisoned(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
