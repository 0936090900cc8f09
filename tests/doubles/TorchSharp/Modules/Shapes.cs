using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Dropout : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal Dropout(double p, bool inplace)
                : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

            public double p { get; set; }

            public bool inplace { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.dropout(input, p, training, inplace);
        }

        public sealed class Identity : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal Identity()
                : base(nameof(Identity))
            {
            }

            public override torch.Tensor forward(torch.Tensor input) => input.alias();
        }

        public sealed class Flatten : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal Flatten(long start, long end)
                : base(nameof(Flatten)) => (start_dim, end_dim) = (start, end);

            public long start_dim { get; set; }

            public long end_dim { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => input.flatten(start_dim, end_dim);
        }

        public sealed class ChannelShuffle : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal ChannelShuffle(long groups)
                : base(nameof(ChannelShuffle)) => this.groups = groups;

            public long groups { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => input.channel_shuffle(groups);
        }

        public sealed class PixelUnshuffle : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal PixelUnshuffle(long factor)
                : base(nameof(PixelUnshuffle)) => downscale_factor = factor;

            public long downscale_factor { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.pixel_unshuffle(input, downscale_factor);
        }

        public sealed class Upsample : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            private readonly long[]? _size;
            private readonly double[]? _scale;

            internal Upsample(long[]? size, double[]? scale, torch.UpsampleMode mode, bool? alignCorners, bool? recompute)
                : base(nameof(Upsample)) =>
                (_size, _scale, this.mode, align_corners, recompute_scale_factor) = (size, scale, mode, alignCorners, recompute);

            public torch.UpsampleMode mode { get; private set; }

            public bool? align_corners { get; private set; }

            public bool? recompute_scale_factor { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.interpolate(
                input, _size, _scale, (torch.InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Identity Identity() => new();

            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            public static ChannelShuffle ChannelShuffle(long groups) => new(groups);

            public static PixelUnshuffle PixelUnshuffle(long downscale_factor) => new(downscale_factor);

            public static Upsample Upsample(
                long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
                bool? align_corners = null, bool? recompute_scale_factor = null) =>
                new(size, scale_factor, mode, align_corners, recompute_scale_factor);
        }
    }
}
