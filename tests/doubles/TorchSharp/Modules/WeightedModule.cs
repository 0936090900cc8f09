using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>What convolutions, norms and linear layers share: a weight and a bias registered under those names.</summary>
public abstract class WeightedModule : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    private protected WeightedModule(string name)
        : base(name)
    {
    }

    public Parameter weight
    {
        get => _weight!;
        set
        {
            if (!ReferenceEquals(value, _weight))
            {
                _weight?.Dispose();
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }
    }

    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias?.Dispose();
            _bias = (Parameter?)value?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(nameof(bias), _bias);
        }
    }

    private protected void CreateUniform(long[] shape, bool withBias)
    {
        weight = new Parameter(torch.empty(shape));
        torch.nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (withBias)
        {
            bias = new Parameter(torch.empty(shape[0]));
            double bound = 1 / Math.Sqrt(torch.nn.init.CalculateFanInAndFanOut(weight).fanIn);
            torch.nn.init.uniform_(bias, -bound, bound);
        }
    }
}
