using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchDsl.Doubles.Tests.TorchSharp;

/// <summary>What the real library does with fields, properties and names, which generated modules must survive.</summary>
public class RegistrationTests
{
    [Fact]
    public void Fields_register_under_their_own_name_and_once_more_under_the_one_given()
    {
        var outer = new ByField(new ByFieldAndName());
        Assert.Equal(["inner.c.weight", "inner._c.weight"], outer.state_dict().Keys);
    }

    [Fact]
    public void An_auto_property_registers_its_backing_field()
    {
        var module = new ByProperty();
        Assert.Equal(["<Conv>k__BackingField.weight"], module.state_dict().Keys);
    }

    [Fact]
    public void Explicit_registration_with_an_empty_RegisterComponents_keeps_the_keys_when_nested()
    {
        var module = new ByName("top", new ByName("outer", new ByName("inner", nn.Conv2d(1, 1, 1, bias: false))));
        Assert.Equal(["top.outer.inner.weight"], module.state_dict().Keys);
    }

    [Theory]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("a.b", typeof(ArgumentException))]
    [InlineData("taken", typeof(InvalidOperationException))]
    public void Bad_names_throw(string name, Type exception)
    {
        var module = new ByName("taken", nn.ReLU());
        Assert.Throws(exception, () => module.register_module(name, nn.ReLU()));
    }

    [Fact]
    public void The_state_is_all_parameters_then_all_buffers()
    {
        var module = new ByName("body", nn.Sequential(nn.BatchNorm2d(2), nn.Conv2d(2, 2, 1)));
        Assert.Equal(
            [
                "body.0.weight", "body.0.bias", "body.1.weight", "body.1.bias",
                "body.0.running_mean", "body.0.running_var", "body.0.num_batches_tracked",
            ],
            module.state_dict().Keys);
    }

    [Fact]
    public void A_module_list_registers_by_position()
    {
        var module = new ByName("items", nn.ModuleList<nn.Module>(nn.Conv2d(1, 1, 1, bias: false), nn.Linear(1, 1, false)));
        Assert.Equal(["items.0.weight", "items.1.weight"], module.state_dict().Keys);
    }

    [Fact]
    public void Loading_another_state_throws_unless_told_not_to()
    {
        using nn.Module module = new ByName("fc", nn.Linear(2, 1));
        var source = new Dictionary<string, Tensor> { ["fc.weight"] = ones([1, 2]), ["other"] = ones(1) };
        Assert.Throws<InvalidOperationException>(() => module.load_state_dict(source));
        var (missing, unexpected) = module.load_state_dict(source, strict: false);
        Assert.Equal(["fc.bias"], missing);
        Assert.Equal(["other"], unexpected);
        Assert.Equal([1f, 1f], module.get_parameter("fc.weight")!.data<float>().ToArray());

    }

    [Fact]
    public void A_hidden_property_breaks_to()
    {
        using var module = new Hiding();
        Assert.Throws<ArgumentException>(() => module.to(float64));
    }

    [Fact]
    public void Files_round_trip_and_begin_with_the_count_key_type_and_shape()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var saved = new ByName("fc", nn.Linear(300, 2));
            saved.save(path);
            byte[] bytes = File.ReadAllBytes(path);
            Assert.Equal([2, 9, (byte)'f', (byte)'c', (byte)'.'], bytes[..5]);
            Assert.Equal([6, 2, 2, 0xac, 0x02], bytes[11..16]);
            using var loaded = new ByName("fc", nn.Linear(300, 2));
            loaded.load(path);
            Assert.True(loaded.get_parameter("fc.weight")!.allclose(saved.get_parameter("fc.weight")!, 0, 0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class ByName : nn.Module<Tensor, Tensor>
    {
        public ByName(string name, nn.Module child)
            : base(name) => register_module(name, child);

        public override Tensor forward(Tensor input) => input.alias();

        protected override void RegisterComponents()
        {
        }
    }

    private sealed class ByFieldAndName : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d _c = nn.Conv2d(1, 1, 1, bias: false);

        public ByFieldAndName()
            : base("inner") => register_module("c", _c);

        public override Tensor forward(Tensor input) => _c.call(input);
    }

    private sealed class ByField : nn.Module<Tensor, Tensor>
    {
        private readonly ByFieldAndName inner;

        public ByField(ByFieldAndName child)
            : base("outer")
        {
            inner = child;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.call(input);
    }

    private sealed class ByProperty : nn.Module<Tensor, Tensor>
    {
        public ByProperty()
            : base("property") => RegisterComponents();

        public Conv2d Conv { get; } = nn.Conv2d(1, 1, 1, bias: false);

        public override Tensor forward(Tensor input) => Conv.call(input);
    }

    private sealed class Hiding : nn.Module<Tensor, Tensor>
    {
        public Hiding()
            : base("hiding")
        {
        }

        public new string training => "hidden";

        public override Tensor forward(Tensor input) => input.alias();
    }
}
