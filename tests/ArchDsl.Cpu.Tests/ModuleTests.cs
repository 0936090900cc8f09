using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Cpu.Tests;

/// <summary>A trained module and the network made from it give the same numbers.</summary>
public sealed class ModuleTests
{
    private const string Harness =
        """
        namespace Generated;

        internal static class Harness
        {
            public static float[] Module(float[] image)
            {
                using OsaNet net = Net();
                return net.call(TorchSharp.torch.tensor(image, new long[] { 1, 3, 17, 13 })).data<float>().ToArray();
            }

            public static float[] Cpu(float[] image)
            {
                using OsaNet net = Net();
                using OsaNetCpu cpu = OsaNetCpu.From(net);
                var result = new float[5];
                cpu.Run(image, result);
                return result;
            }

            private static OsaNet Net()
            {
                TorchSharp.torch.manual_seed(3);
                var net = new OsaNet();
                net.eval();
                return net;
            }
        }
        """;

    [Fact]
    public void FromTakesTheWeightsOfAModule()
    {
        Network network = Networks.Osa();
        var options = new EmitOptions { Namespace = "Generated", Together = EquatableArray<EmitTarget>.Of(EmitTarget.TorchSharp, EmitTarget.Cpu) };
        string[] sources = ArchEmitter.Emit(network, EmitTarget.Cpu, options).Concat(ArchEmitter.Emit(network, EmitTarget.TorchSharp, options)).Select(f => f.Text).Append(Harness).ToArray();
        Type harness = CompiledNetwork.Compile(sources).GetType("Generated.Harness", throwOnError: true)!;
        float[] image = RandomWeights.Inputs(network)[0];
        float[] module = (float[])harness.GetMethod("Module")!.Invoke(null, [image])!;
        float[] cpu = (float[])harness.GetMethod("Cpu")!.Invoke(null, [image])!;
        float scale = module.Max(Math.Abs);
        Assert.True(scale > 1e-3);
        Assert.All(module.Zip(cpu), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-4 * scale, $"{pair.First} and {pair.Second}"));
    }
}
