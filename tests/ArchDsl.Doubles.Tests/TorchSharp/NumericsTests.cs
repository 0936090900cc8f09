using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchDsl.Doubles.Tests.TorchSharp;

/// <summary>The double against PyTorch: reference.py computed the numbers of reference.json.</summary>
public class NumericsTests
{
    private static readonly Dictionary<string, Func<Tensor>> Cases = new()
    {
        ["conv"] = () => Fill(nn.Conv2d(4, 6, 3, padding: 1)).call(X),
        ["conv_stride_dilation_groups"] = () => Fill(nn.Conv2d(
            4, 6, (3, 2), stride: (2, 1), padding: (2, 0), dilation: (2, 1), groups: 2, bias: false)).call(X),
        ["conv_depthwise"] = () => Fill(nn.Conv2d(4, 8, 3, groups: 4)).call(X),
        ["conv1d"] = () => Fill(nn.Conv1d(1, 1, 3, padding: 1, bias: false)).call(Wave([2, 1, 9])),
        ["linear"] = () => Fill(nn.Linear(5, 3)).call(Wave([2, 5])),
        ["batch_norm_train"] = () => BatchNorm(train: true),
        ["batch_norm_eval"] = () => BatchNorm(train: false),
        ["group_norm"] = () => Fill(nn.GroupNorm(2, 4)).call(X),
        ["relu"] = () => nn.ReLU(inplace: true).call(X),
        ["relu6"] = () => nn.ReLU6().call(X * 4),
        ["leaky"] = () => nn.LeakyReLU(0.1).call(X),
        ["elu"] = () => nn.ELU(0.7).call(X),
        ["silu"] = () => nn.SiLU(inplace: true).call(X),
        ["mish"] = () => nn.Mish().call(X),
        ["hardswish"] = () => nn.Hardswish().call(X * 2),
        ["hardsigmoid"] = () => nn.Hardsigmoid(inplace: true).call(X * 2),
        ["sigmoid"] = () => sigmoid(X),
        ["gelu"] = () => nn.GELU().call(X),
        ["tanh"] = () => nn.Tanh().call(X),
        ["max_pool"] = () => nn.MaxPool2d(3, 2, 1).call(X),
        ["max_pool_ceil"] = () => nn.MaxPool2d(3, 2, ceil_mode: true).call(X),
        ["max_pool_ceil_dropped"] = () => nn.MaxPool2d((2, 2), (3, 3), (1, 1), ceil_mode: true).call(X),
        ["avg_pool"] = () => nn.AvgPool2d(3, 2, 1).call(X),
        ["avg_pool_ceil"] = () => nn.AvgPool2d(3, 2, 1, ceil_mode: true).call(X),
        ["avg_pool_ceil_no_pad"] = () => nn.AvgPool2d(3, 2, 1, ceil_mode: true, count_include_pad: false).call(X),
        ["adaptive_avg"] = () => nn.AdaptiveAvgPool2d((3, 4)).call(X),
        ["adaptive_max"] = () => nn.AdaptiveMaxPool2d([3, 4]).call(X),
        ["upsample"] = () => nn.Upsample(scale_factor: [2, 2]).call(X),
        ["resize_nearest"] = () => F.interpolate(X, size: [5, 11]),
        ["resize_bilinear"] = () => F.interpolate(X, [5, 11], mode: InterpolationMode.Bilinear),
        ["resize_bilinear_aligned"] = () => F.interpolate(X, [5, 11], mode: InterpolationMode.Bilinear, align_corners: true),
        ["pad"] = () => F.pad(X, [1, 2, 0, 3], value: 0.5),
        ["pixel_unshuffle"] = () => nn.PixelUnshuffle(2).call(Wave([2, 3, 4, 6])),
        ["channel_shuffle"] = () => nn.ChannelShuffle(2).call(X),
        ["cat"] = () => cat([X, X.narrow(1, 1, 2)], 1),
        ["maximum"] = () => maximum(X, X.transpose(0, 1).reshape(2, 4, 7, 6)),
        ["maxout"] = () => X.view(2, 2, 2, 7, 6).amax([1]),
        ["mean"] = () => X.mean([2, 3], keepdim: true) * X,
        ["amax"] = () => X.amax(2, 3),
        ["split"] = () => cat([.. X.split([1, 3], 1).Reverse()], 1),
        ["chunk"] = () => cat([.. X.chunk(3, 2).Reverse()], 2),
    };

    private static readonly JsonElement Reference = ReadReference();

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Tensor X => Wave([2, 4, 7, 6]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Computes_what_PyTorch_computes(string name)
    {
        JsonElement expected = Reference.GetProperty(name);
        using Tensor actual = Cases[name]();
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()), actual.shape);
        float[] values = actual.data<float>().ToArray();
        int i = 0;
        foreach (JsonElement value in expected.GetProperty("values").EnumerateArray())
        {
            double wanted = value.GetDouble();
            Assert.True(
                Math.Abs(wanted - values[i]) <= 2e-5 * (1 + Math.Abs(wanted)), $"{name}[{i}]: expected {wanted}, got {values[i]}");
            i++;
        }

        Assert.Equal(values.Length, i);
    }

    [Fact]
    public void Every_reference_has_its_case() =>
        Assert.Equal(Reference.EnumerateObject().Select(p => p.Name).Order(), Cases.Keys.Order());

    private static Tensor BatchNorm(bool train)
    {
        BatchNorm2d norm = Fill(nn.BatchNorm2d(4, eps: 1e-3, momentum: 0.2));
        norm.running_mean!.copy_(Wave([4], 5));
        norm.running_var!.copy_(Wave([4], 6).abs() + 0.1);
        norm.train(train);
        Tensor y = norm.call(X);
        return cat([y.flatten(), norm.running_mean, norm.running_var, norm.num_batches_tracked!.to(float32).reshape(1)]);
    }

    private static T Fill<T>(T module)
        where T : nn.Module
    {
        using IDisposable guard = no_grad();
        int position = 0;
        foreach (Parameter parameter in module.parameters())
            parameter.copy_(Wave(parameter.shape, ++position));
        return module;
    }

    private static Tensor Wave(long[] shape, double phase = 0)
    {
        long count = shape.Aggregate(1L, (a, b) => a * b);
        return tensor([.. Enumerable.Range(0, (int)count).Select(i => (float)(Math.Sin((0.7 * i) + phase) * 3))], shape);
    }

    private static JsonElement ReadReference()
    {
        using Stream stream = typeof(NumericsTests).Assembly.GetManifestResourceStream("reference.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
