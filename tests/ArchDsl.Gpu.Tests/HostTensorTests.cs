using System.Reflection;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using ArchDsl.Runtime.Gpu;
using ILGPU.Runtime;

namespace ArchDsl.Gpu.Tests;

/// <summary>A network made from a TorchSharp module runs on tensors and gives what the module gives.</summary>
public sealed class HostTensorTests
{
    private const string Harness =
        """
        namespace Generated;

        using ArchDsl.Runtime.Gpu;
        using ILGPU.Runtime;
        using TorchSharp;

        internal static class Harness
        {
            public static float[][] Module(TwoWays net, torch.Tensor image)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                var result = net.call(image);
                return new[] { result.P3.data<float>().ToArray(), result.P4.data<float>().ToArray() };
            }

            public static float[][] Copying(TwoWays net, torch.Tensor image, Accelerator accelerator)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                using TwoWaysGpu gpu = TwoWaysGpu.From(accelerator, net, new GpuOptions(2));
                (torch.Tensor map, torch.Tensor scores) = gpu.Run(image);
                return new[] { Shaped(map, 4), Shaped(scores, 2) };
            }

            public static float[][] OnTensors(TwoWays net, torch.Tensor image)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                using TwoWaysGpu.OnTensors gpu = TwoWaysGpu.From(net, maxBatch: 2);
                (torch.Tensor map, torch.Tensor scores) = gpu.Run(image);
                return new[] { Shaped(map, 4), Shaped(scores, 2) };
            }

            public static string Describe(TwoWays net)
            {
                using TwoWaysGpu.OnTensors gpu = TwoWaysGpu.From(net, maxBatch: 3);
                return $"{gpu.RunsWithoutCopies} {gpu.MaxBatch} {gpu.WhyItCopies}";
            }

            // How many tensors more there are after a network was made and ran, beside its two results.
            public static long Left(TwoWays net, torch.Tensor image)
            {
                long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
                using TwoWaysGpu.OnTensors gpu = TwoWaysGpu.From(net, maxBatch: 2);
                (torch.Tensor map, torch.Tensor scores) = gpu.Run(image);
                map.Dispose();
                scores.Dispose();
                return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
            }

            public static string Device(TwoWays net)
            {
                using TwoWaysGpu.OnTensors gpu = TwoWaysGpu.From(net);
                return gpu.DeviceName;
            }

            public static void AfterDispose(TwoWays net, torch.Tensor image)
            {
                TwoWaysGpu.OnTensors gpu = TwoWaysGpu.From(net);
                gpu.Dispose();
                gpu.Dispose();
                gpu.Run(image);
            }

            private static float[] Shaped(torch.Tensor tensor, int dimensions) =>
                tensor.shape.Length == dimensions ? tensor.data<float>().ToArray() : throw new System.InvalidOperationException($"{tensor.shape.Length} dimensions");
        }
        """;

    private static readonly Assembly Generated = Compile();

    private readonly object _module = Module();

    [Fact]
    public void TheCopyingRunGivesWhatTheModuleGives() => Agree("Copying", GpuDevice.Accelerator);

    [Fact]
    public void WithoutACudaDeviceTheRunOnTensorsCopiesAndSaysSo()
    {
        Agree("OnTensors");
        Assert.Equal("False 3 the module is not on a CUDA device", Call("Describe", _module));
    }

    [Fact]
    public void NeitherMakingNorRunningLeavesTensorsBehind()
    {
        using TorchSharp.torch.Tensor image = Image(2);
        Assert.Equal(0L, Call("Left", _module, image));
    }

    [Fact]
    public void TensorsThatAreNotContiguousOrOfAnotherTypeRun()
    {
        using TorchSharp.torch.Tensor image = Image(2);
        using TorchSharp.torch.Tensor turned = image.transpose(2, 3);
        using TorchSharp.torch.Tensor doubles = image.to(TorchSharp.torch.ScalarType.Float64);
        float[][] expected = Results("Module", _module, turned);
        Close(expected, Results("OnTensors", _module, turned));
        Close(Results("Module", _module, image), Results("OnTensors", _module, doubles));
    }

    [Theory]
    [InlineData(0, 3, 6, 6)]
    [InlineData(1, 2, 6, 6)]
    [InlineData(1, 3, 6, 5)]
    public void TensorsOfAnotherShapeAreRefused(int samples, int channels, int height, int width)
    {
        using TorchSharp.torch.Tensor image = TorchSharp.torch.zeros([samples, channels, height, width]);
        var error = Assert.Throws<ArgumentException>(() => Results("OnTensors", _module, image));
        Assert.Contains("N×3x6x6", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATensorWithoutBatchIsRefused()
    {
        using TorchSharp.torch.Tensor image = TorchSharp.torch.zeros([3L, 6L, 6L]);
        Assert.Throws<ArgumentException>(() => Results("OnTensors", _module, image));
    }

    [Fact]
    public void MoreSamplesThanTheLargestBatchAreRefused()
    {
        using TorchSharp.torch.Tensor image = Image(3);
        Assert.Throws<BatchTooLargeException>(() => Results("OnTensors", _module, image));
    }

    [Fact]
    public void UseAfterDisposeIsRefused()
    {
        using TorchSharp.torch.Tensor image = Image(1);
        Assert.Throws<ObjectDisposedException>(() => Call("AfterDispose", _module, image));
    }

    internal static object Module()
    {
        TorchSharp.torch.manual_seed(5);
        object module = Activator.CreateInstance(Generated.GetType("Generated.TwoWays")!)!;
        ((TorchSharp.torch.nn.Module)module).eval();
        return module;
    }

    internal static object? Call(string method, params object[] arguments) =>
        Generated.GetType("Generated.Harness")!.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static TorchSharp.torch.Tensor Image(int samples) => TorchSharp.torch.randn([samples, 3, 6, 6]);

    private static float[][] Results(string method, params object[] arguments) => (float[][])Call(method, arguments)!;

    private static void Close(float[][] expected, float[][] results)
    {
        Assert.Equal(expected.Select(e => e.Length), results.Select(r => r.Length));
        for (int output = 0; output < expected.Length; output++)
        {
            float scale = expected[output].Max(Math.Abs);
            Assert.True(scale > 1e-3);
            Assert.All(expected[output].Zip(results[output]), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * scale));
        }
    }

    private static Assembly Compile()
    {
        var net = new Net("TwoWays");
        Node map = net.Conv(net.Input(3, 6, 6), 20, 3);
        Network network = net.Build(net.Conv(map, 6, 1), net.Linear(map, 5));
        var options = new EmitOptions { Namespace = "Generated", Together = EquatableArray<EmitTarget>.Of(EmitTarget.TorchSharp, EmitTarget.Ilgpu) };
        return GpuNetwork.Compile([.. new[] { EmitTarget.Ilgpu, EmitTarget.TorchSharp }.SelectMany(t => ArchEmitter.Emit(network, t, options)).Select(f => f.Text), Harness]);
    }

    private void Agree(string method, params object[] more)
    {
        using TorchSharp.torch.Tensor image = Image(2);
        Close(Results("Module", _module, image), Results(method, [_module, image, .. more]));
    }
}
