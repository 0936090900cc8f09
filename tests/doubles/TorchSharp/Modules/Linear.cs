using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Linear : WeightedModule
        {
            internal Linear(long inputs, long outputs, bool hasBias)
                : base(nameof(Linear))
            {
                in_features = inputs;
                out_features = outputs;
                CreateUniform([outputs, inputs], hasBias);
            }

            public long in_features { get; }

            public long out_features { get; }

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.linear(input, weight, bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                RequireDefaults(PaddingModes.Zeros, device, dtype);
                return new(inputSize, outputSize, hasBias);
            }
        }
    }
}
