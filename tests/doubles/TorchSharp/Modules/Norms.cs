using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class BatchNorm2d : WeightedModule
        {
            [ComponentName(Name = nameof(running_mean))]
            private torch.Tensor? _running_mean;

            [ComponentName(Name = nameof(running_var))]
            private torch.Tensor? _running_var;

            [ComponentName(Name = nameof(num_batches_tracked))]
            private torch.Tensor? _num_batches_tracked;

            internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track)
                : base(nameof(BatchNorm2d))
            {
                num_features = features;
                this.eps = eps;
                this.momentum = momentum;
                this.affine = affine;
                track_running_stats = track;
                if (affine)
                {
                    weight = new Parameter(torch.ones(features));
                    bias = new Parameter(torch.zeros(features));
                }

                if (track)
                {
                    running_mean = torch.zeros(features);
                    running_var = torch.ones(features);
                    num_batches_tracked = torch.tensor(0L);
                }
            }

            public long num_features { get; }

            public double eps { get; set; }

            public double? momentum { get; set; }

            public bool affine { get; }

            public bool track_running_stats { get; }

            public torch.Tensor? running_mean
            {
                get => _running_mean;
                set => ConditionallyRegisterBuffer(nameof(running_mean), _running_mean = value?.DetachFromDisposeScope());
            }

            public torch.Tensor? running_var
            {
                get => _running_var;
                set => ConditionallyRegisterBuffer(nameof(running_var), _running_var = value?.DetachFromDisposeScope());
            }

            public torch.Tensor? num_batches_tracked
            {
                get => _num_batches_tracked;
                set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), _num_batches_tracked = value?.DetachFromDisposeScope());
            }

            public override torch.Tensor forward(torch.Tensor input)
            {
                if (input.ndim != 4)
                    throw new ArgumentException($"expected 4D input, but got {input.ndim}D input.");
                double factor = momentum ?? 0;
                if (training && track_running_stats)
                {
                    num_batches_tracked!.add_(1);
                    factor = momentum ?? (1.0 / num_batches_tracked.item<long>());
                }

                return torch.nn.functional.batch_norm(
                    input, running_mean, running_var, affine ? weight : null, bias,
                    training || running_mean is null, factor, eps);
            }
        }

        public sealed class GroupNorm : WeightedModule
        {
            internal GroupNorm(long groups, long channels, double eps, bool affine)
                : base(nameof(GroupNorm))
            {
                num_groups = groups;
                this.eps = eps;
                this.affine = affine;
                if (affine)
                {
                    weight = new Parameter(torch.ones(channels));
                    bias = new Parameter(torch.zeros(channels));
                }
            }

            public long num_groups { get; }

            public double eps { get; }

            public bool affine { get; }

            public override torch.Tensor forward(torch.Tensor input) =>
                torch.nn.functional.group_norm(input, num_groups, affine ? weight : null, bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null)
            {
                RequireDefaults(PaddingModes.Zeros, device, dtype);
                return new(num_features, eps, momentum, affine, track_running_stats);
            }

            public static GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null)
            {
                RequireDefaults(PaddingModes.Zeros, device, dtype);
                return new(num_groups, num_channels, eps, affine);
            }
        }
    }
}
