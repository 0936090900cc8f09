using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Gpu.Tests.Support;

namespace ArchDsl.Gpu.Tests;

/// <summary>Names of the user's that the generated class would like to have for itself.</summary>
public sealed class NameTests
{
    // `deviceX` and `hostY` are what the runs call their own variables beside `x` and `y`.
    [Fact]
    public void TensorsMayBeNamedAsTheRunsOwnVariables() => Compile(
        """
        arch Net {
            input x: 3x4x4, device_x: 3x4x4, X: 3x4x4
            add x, device_x, X as host_y
            conv 1x1 as y
            outputs y, host_y, deviceY: y
        }
        """);

    // The second convolution has weights in two forms, the second of which is named as those of the twenty-second.
    [Fact]
    public void LayersMayBeManyAndHaveWeightsInSeveralForms() => Compile(
        """
        arch Net {
            input image: 3x8x8
            stage s { conv 1x1, 20; conv 3x3, 20; repeat 21 { conv 1x1 } }
        }
        """);

    private static void Compile(string text)
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", text));
        Assert.False(compilation.HasErrors, string.Join("\n", compilation.Diagnostics));
        Network network = Assert.Single(compilation.Networks);
        var options = new EmitOptions { Namespace = "Generated", Together = EquatableArray<EmitTarget>.Of(EmitTarget.TorchSharp, EmitTarget.Ilgpu) };
        GpuNetwork.Compile([.. ArchEmitter.Emit(network, EmitTarget.TorchSharp, options).Concat(ArchEmitter.Emit(network, EmitTarget.Ilgpu, options)).Select(f => f.Text)]);
    }
}
