using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchDsl.Doubles.Tests.TorchSharp;

/// <summary>Who owns a tensor, who disposes it, and who may write into it.</summary>
public class LifetimeTests
{
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Fact]
    public void A_scope_disposes_what_was_not_moved_out()
    {
        long before = Live;
        Tensor kept;
        using (NewDisposeScope())
        {
            Tensor x = ones(3);
            kept = (x + x).mul_(2).MoveToOuterDisposeScope();
            Assert.Equal(before + 2, Live);
        }

        Assert.Equal(before + 1, Live);
        Assert.Equal([4f, 4f, 4f], kept.data<float>().ToArray());
        kept.Dispose();
        Assert.Equal(before, Live);
    }

    [Fact]
    public void In_place_methods_return_the_tensor_itself_and_in_place_functions_a_second_handle()
    {
        using Tensor x = ones(2);
        long before = Live;
        Assert.Same(x, x.add_(1).mul_(x).relu_().fill_(3));
        Assert.Equal(before, Live);
        using (Tensor y = nn.functional.relu(x, inplace: true))
            Assert.NotSame(x, y);
        Assert.Equal(before, Live);
        Assert.Equal([3f, 3f], x.data<float>().ToArray());
    }

    [Fact]
    public void A_forward_without_a_scope_leaks_its_intermediates()
    {
        using var module = nn.Conv2d(1, 1, 1);
        using Tensor x = ones(1, 1, 2, 2);
        long before = Live;
        using Tensor y = nn.functional.relu(module.call(x));
        Assert.Equal(before + 2, Live);
    }

    [Fact]
    public void A_nested_scope_hands_its_result_to_the_outer_one()
    {
        long before = Live;
        using (NewDisposeScope())
        {
            Tensor result;
            using (NewDisposeScope())
                result = ones(2).add(1).MoveToOuterDisposeScope();
            Assert.False(result.IsInvalid);
        }

        Assert.Equal(before, Live);
    }

    [Fact]
    public void Modules_built_in_a_scope_keep_their_state_and_dispose_it_themselves()
    {
        long before = Live;
        BatchNorm2d norm;
        using (NewDisposeScope())
            norm = nn.BatchNorm2d(2);
        Assert.Equal(5, norm.state_dict().Values.Count(t => !t.IsInvalid));
        norm.Dispose();
        Assert.Equal(before, Live);
    }

    [Fact]
    public void A_disposed_tensor_refuses_to_compute()
    {
        Tensor x = ones(2);
        x.Dispose();
        Assert.Throws<InvalidOperationException>(() => x + 1);
    }

    [Fact]
    public void Parameters_are_written_only_without_gradients()
    {
        using var linear = nn.Linear(1, 1);
        using Tensor value = ones(1, 1);
        Assert.Throws<ExternalException>(() => linear.weight.copy_(value));
        using (no_grad())
            linear.weight.copy_(value);
        Assert.Equal(1f, linear.weight.item<float>());
    }

    [Fact]
    public void Views_and_bytes_share_the_storage()
    {
        using Tensor x = zeros(2, 2);
        using Tensor row = x.narrow(0, 1, 1);
        row.fill_(5);
        Assert.Equal([0f, 0f, 5f, 5f], MemoryMarshal.Cast<byte, float>(x.bytes).ToArray());
        MemoryMarshal.Cast<byte, float>(x.bytes)[3] = 7;
        Assert.Equal(7f, x.data<float>()[1, 1]);
        using Tensor turned = x.transpose(0, 1);
        Assert.Throws<InvalidOperationException>(() => turned.bytes.Length);
    }

    [Fact]
    public void Hooks_run_on_call_and_not_on_forward()
    {
        using var relu = nn.ReLU();
        int calls = 0;
        relu.register_forward_hook((_, _, output) =>
        {
            calls++;
            return output;
        });
        using Tensor x = ones(1);
        relu.forward(x).Dispose();
        relu.call(x).Dispose();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Double_precision_reaches_every_parameter_but_leaves_counters_alone()
    {
        using var norm = nn.BatchNorm2d(2).to(float64);
        Assert.Equal(
            [float64, float64, float64, float64, int64], norm.state_dict().Values.Select(t => t.dtype));
    }

    private static Tensor ones(params long[] shape) => torch.ones(shape);

    private static Tensor zeros(params long[] shape) => torch.zeros(shape);
}
