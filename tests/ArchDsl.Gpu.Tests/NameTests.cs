using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Gpu.Tests.Support;

namespace ArchDsl.Gpu.Tests;

/// <summary>Whatever a text names its layers, inputs, outputs and parameters, the generated class compiles, with the module and without.</summary>
public sealed class NameTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        // The second way to pack conv1 and the first to pack conv12.
        ["LongStage"] = $"arch Net {{ input image: 32x8x8; stage s1 {{ {string.Join("; ", Enumerable.Repeat("conv 3x3, 32", 13))} }} }}",
        // The second form of conv1's weights and the first of conv22's.
        ["SeveralForms"] = "arch Net { input image: 3x8x8; stage s { conv 1x1, 20; conv 3x3, 20; repeat 21 { conv 1x1 } } }",

        // What the runs call their own variables beside x and y.
        ["Variables"] = "arch Net { input x: 3x4x4, device_x: 3x4x4, X: 3x4x4; add x, device_x, X as host_y; conv 1x1 as y; outputs y, host_y, deviceY: y }",
        ["Inputs"] = "arch Net { input image: 4x6x6, device_image: 4x6x6, host_b: 4x6x6; concat image, device_image, host_b; conv 3x3, 4 as a; conv 3x3, 4 as b; conv 3x3, 4 as d; outputs b, image_2: a, host_image: d }",
        ["Members"] = "arch Net(runtime max_batch = 3, runtime precision = 4) { input stream: 4x6x6, queue: 4x6x6; concat stream, queue; conv 3x3, 4 as network; globalpool as means; linear max_batch as program; concat means; linear precision as run; outputs program, run }",
        ["Words"] = "arch Queue { input event: 4x6x6, samples: 4x6x6; concat event, samples; conv 3x3, 4 as at; conv 3x3, 4 as on_tensors; outputs at, on_tensors }",
        ["Program"] = "arch Program(runtime samples = 3) { input network: 4x6x6; conv 3x3, 8; globalpool; linear samples as load }",
        ["Context"] = "arch Context { input scope: 4x6x6; conv 3x3, 8 as make; conv 3x3, 8 as pack; conv 3x3, 8 as pack_make }",
    };

    public static TheoryData<string> Names => new(Texts.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void TheClassCompiles(string name)
    {
        Network network = Of(name);
        GpuNetwork.Of(network);
        CompileWithModule(network);
    }

    // Such as programs have in the namespace that their networks are generated in.
    [Fact]
    public void ItCompilesBesideClassesOfTheProject() => CompileWithModule(
        Of("LongStage"), string.Join("\n", new[] { "Program", "Context", "Interop", "Queue", "Options", "Kernel", "Buffer" }.Select(n => $"internal static class {n} {{ }}").Prepend("namespace Generated;")));

    private static void CompileWithModule(Network network, params string[] more)
    {
        var options = new EmitOptions { Namespace = "Generated", Together = EquatableArray<EmitTarget>.Of(EmitTarget.TorchSharp, EmitTarget.Ilgpu) };
        GpuNetwork.Compile([.. new[] { EmitTarget.Ilgpu, EmitTarget.TorchSharp }.SelectMany(t => ArchEmitter.Emit(network, t, options)).Select(f => f.Text), .. more]);
    }

    private static Network Of(string name)
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", Texts[name]));
        Assert.Empty(compilation.Diagnostics);
        return Assert.Single(compilation.Networks);
    }
}
